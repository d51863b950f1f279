import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { compactVerify, importJWK, type JWK } from 'jose'
import type { RevokeProofFile } from '@/lib/tokens/proof/file'
import { expect, test } from './fixtures'
import { makeChannel } from './support/make-channel'
import { english } from './support/words'

const tokens = english('tokens')
const common = english('common')

test('a revoke whose answer was lost is proven later, and its proof can be recomputed', async ({ open, atLine }) => {
  test.setTimeout(60_000)
  const { channelId, lineChannelId } = await makeChannel({ name: 'Proof', tokens: [['v2.1', 1]] })
  const page = await open('sato')
  const base = `/channels/${channelId}/tokens`
  await page.goto(base)
  const box = page.locator('input[name=token]').first()
  const tokenId = (await box.getAttribute('value')) ?? ''
  await page.goto(`${base}?revoke=${tokenId}`)
  // LINE revokes nothing, and its answer never comes: only another revoke can end the token.
  // As often as a revoke is tried at once.
  await atLine.addFault({
    ...{ endpoint: 'revokeChannelTokenByJWT', channelId: lineChannelId },
    ...{ kind: 'reset-before', times: 5 },
  })
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(tokens('revoke.confirm', { channelId: lineChannelId })).fill(lineChannelId)
  await dialog.getByRole('button', { name: tokens('revoke.button') }).click()
  await expect(dialog.getByText(tokens('revoke.notSeen'), { exact: true })).toBeVisible()

  await expect(async () => {
    await page.reload()
    await expect(dialog.getByText(tokens('revoke.proven'), { exact: true }).first()).toBeVisible({ timeout: 200 })
  }).toPass({ timeout: 40_000 })
  await expect(dialog.getByText(tokens('revoke.tries', { count: 1 }))).toBeVisible()
  const downloading = page.waitForEvent('download')
  await dialog.getByRole('link', { name: tokens('revoke.download') }).click()
  const file = JSON.parse(await readFile(await (await downloading).path(), 'utf8')) as RevokeProofFile & {
    signature: { jws: string; key: JWK }
  }
  expect(file).toMatchObject({ outcome: 'proven', channel: { lineChannelId }, token: { id: tokenId } })
  const { signature, ...content } = file
  const key = await importJWK({ ...signature.key, alg: 'EdDSA' })
  const { payload, protectedHeader } = await compactVerify(signature.jws, key)
  expect(protectedHeader).toMatchObject({ typ: 'kagiban-file', kid: signature.key.kid })
  expect(JSON.parse(new TextDecoder().decode(payload))).toEqual(content)
  expect(file.requested?.by.name).toBe('Sato Mayu')
  expect(file.events.length).toBeGreaterThanOrEqual(5)
  for (const { seq, previousHash, hash, body } of file.events) {
    const place = Buffer.alloc(8)
    place.writeBigInt64BE(BigInt(seq))
    const sum = createHash('sha256').update('kagiban-history-v1\0').update(Buffer.from(previousHash, 'hex'))
    expect(sum.update(place).update(body).digest('hex')).toBe(hash)
  }
})

test('a foreign key ID is hunted by what leaves the list', async ({ open, atLine }) => {
  const { channelId, lineChannelId } = await makeChannel({ name: 'Hunt', tokens: [['v2.1', 1]] })
  const [hunted, other] = [
    await atLine.issueElsewhere(lineChannelId, { kind: 'v2.1' }),
    await atLine.issueElsewhere(lineChannelId, { kind: 'v2.1' }),
  ]
  const page = await open('sato')
  await page.goto(`/channels/${channelId}/tokens`)
  await page.getByRole('button', { name: tokens('sync.button') }).click()
  await page.getByText(tokens('keyIds.title')).click()
  const table = page.getByRole('table', { name: tokens('keyIds.title') })
  const row = table.getByRole('row').filter({ has: page.locator(`a[href$="hunt=${hunted.keyId}"]`) })
  await row.getByRole('link', { name: tokens('hunt.button') }).click()
  const dialog = page.getByRole('dialog')
  for (const [pasted, end] of [
    [other.accessToken, 'missed'],
    [hunted.accessToken, 'found'],
  ] as const) {
    await dialog.getByLabel(tokens('hunt.field')).fill(pasted)
    await dialog.getByLabel(tokens('revoke.confirm', { channelId: lineChannelId })).fill(lineChannelId)
    await dialog.getByRole('button', { name: tokens('hunt.submit') }).click()
    await expect(dialog.getByText(tokens(`hunt.${end}`), { exact: true })).toBeVisible()
    expect(await page.content()).not.toContain(pasted)
  }
  await expect(dialog.getByRole('button', { name: tokens('hunt.submit') })).toBeHidden()
  await dialog.getByRole('link', { name: common('close') }).click()
  await expect(dialog).toBeHidden()
})

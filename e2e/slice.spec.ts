import { randomBytes } from 'node:crypto'
import { SLOTS } from '@/lib/tokens/schema'
import type { Language } from '@/lib/words/languages'
import { expect, test } from './fixtures'
import { createAtLine, issueElsewhere, pasteKeyAtLine, verifyAtLine } from './support/at-line'
import { wordsIn } from './support/words'

for (const [language, locale] of [
  ['en', 'en-US'],
  ['ja', 'ja-JP'],
] as const)
  test(`the whole slice, in ${language}`, async ({ open, atLine }) => {
    test.setTimeout(60_000)
    const words = wordsIn(language satisfies Language)
    const [channels, keys, tokens, actions, refusals, history, common] = [
      words('channels'),
      words('keys'),
      words('tokens'),
      words('actions'),
      words('refusals'),
      words('history'),
      words('common'),
    ]
    const name = `E2E ${language}`
    const line = await open(undefined, { locale })
    const page = await open('sato', { locale })
    const made = await createAtLine(line, name)
    let kid = ''
    let value = ''

    await test.step('a channel is registered, once its secret is right', async () => {
      await page.goto('/channels')
      await page.getByRole('link', { name: channels('add') }).click()
      const secret = page.getByLabel(channels('new.secret'))
      await page.getByLabel(channels('new.channelId')).fill(made.channelId)
      await secret.fill(randomBytes(16).toString('hex'))
      await page.getByLabel(channels('new.name')).fill(name)
      await page.getByLabel(channels('new.environment')).selectOption('development')
      await page.getByLabel(channels('new.tags')).fill('e2e, 試験')
      await page.getByLabel(channels('new.owner')).fill('Sato Mayu')
      await page.getByRole('button', { name: channels('new.submit') }).click()
      await expect(page.getByText(refusals('lineClientSecretInvalid')).first()).toBeVisible()
      await expect(page.getByLabel(channels('new.channelId'))).toHaveValue(made.channelId)
      await expect(page.getByLabel(channels('new.environment'))).toHaveValue('development')
      await expect(page.getByLabel(channels('new.tags'))).toHaveValue('e2e, 試験')
      await expect(secret).toHaveValue('')
      await expect(page.getByText(channels('new.secretAgain'))).toBeVisible()
      await secret.fill(made.channelSecret)
      await page.getByRole('button', { name: channels('new.submit') }).click()
      await expect(page.getByRole('heading', { name, exact: true })).toBeVisible()
    })

    await test.step('a signing key is generated, registered at LINE and proven', async () => {
      await expect(page.getByText(keys('register.later'))).toBeVisible()
      await page.getByRole('button', { name: keys('generate.submit') }).click()
      await page.getByRole('button', { name: common('copyThing', { thing: keys('register.publicKey') }) }).click()
      const publicKey = await page.evaluate(() => navigator.clipboard.readText())
      expect(Object.keys(JSON.parse(publicKey))).toEqual(['kty', 'alg', 'use', 'e', 'n'])
      kid = await pasteKeyAtLine(line, publicKey)
      const field = page.getByLabel(keys('activate.kid'))
      await field.fill('00000000-0000-4000-8000-000000000000')
      await page.getByRole('button', { name: keys('activate.submit') }).click()
      await expect(page.getByText(refusals('lineSigningKeyUnknown')).first()).toBeVisible()
      await expect(field).toHaveValue('00000000-0000-4000-8000-000000000000')
      await field.fill(kid)
      await page.getByRole('button', { name: keys('activate.submit') }).click()
      await expect(page.getByText(keys('inUse.state'), { exact: true })).toBeVisible()
      await expect(page.getByText(kid).first()).toBeVisible()
    })

    await test.step('a token is issued and shown once', async () => {
      const tabs = page.getByRole('navigation', { name: channels('tabs.label'), exact: true })
      await tabs.getByRole('link', { name: channels('tabs.tokens') }).click()
      await page.getByRole('link', { name: tokens('issue.button') }).click()
      const sheet = page.getByRole('dialog')
      await expect(sheet).toContainText(tokens('issue.free', { free: SLOTS, slots: SLOTS }))
      await sheet.getByLabel(actions('issue.purpose')).fill('Booking bot')
      await sheet.getByText(actions('issue.lives.week'), { exact: true }).click()
      await sheet.getByRole('button', { name: tokens('issue.submit.v2_1') }).click()
      await expect(sheet.getByText(actions('issue.shownOnce'))).toBeVisible()
      await sheet.getByRole('button', { name: common('copyThing', { thing: actions('issue.token') }) }).click()
      value = await page.evaluate(() => navigator.clipboard.readText())
      expect(value).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
      await expect(sheet.locator('pre')).not.toContainText(value)
      await sheet.getByRole('button', { name: actions('issue.show') }).click()
      await expect(sheet.locator('pre')).toContainText(value)
      // Closing asks before what cannot be seen again goes.
      await page.keyboard.press('Escape')
      await expect(sheet.getByText(actions('issue.leaveText'))).toBeVisible()
      await sheet.getByRole('button', { name: actions('issue.stay') }).click()
      await sheet.getByRole('link', { name: actions('issue.finish') }).click()
      await expect(sheet).toBeHidden()
      expect(await page.content()).not.toContain(value)
      await page.reload()
      expect(await page.content()).not.toContain(value)
    })

    await test.step('it is verified at LINE', async () => {
      await page.getByRole('link', { name: 'Booking bot' }).click()
      await page
        .getByRole('dialog')
        .getByRole('button', { name: tokens('verify.button') })
        .click()
      await expect(page.getByRole('dialog').getByText(actions('verify.live'))).toBeVisible()
      await expect(page.getByRole('dialog')).toContainText(`${name} · ${made.channelId}`)
      expect(await verifyAtLine(value)).toBe(200)
      await page
        .getByRole('dialog')
        .getByRole('link', { name: common('close') })
        .click()
    })

    await test.step('a token issued elsewhere is seen beside it', async () => {
      const foreign = await issueElsewhere(atLine, made.channelId)
      await page.getByRole('button', { name: tokens('sync.button') }).click()
      const table = page.getByRole('table', { name: tokens('label') })
      const row = table.getByRole('row').filter({ hasText: foreign.keyId })
      await expect(row).toContainText(tokens('badges.foreign'))
      await expect(table).toContainText(tokens('liveNote', { count: 2, slots: 2 }))
      await expect(page.getByText(actions('sync.done', { listed: 2, ours: 1, foreign: 1, gone: 0 }))).toBeVisible()
    })

    await test.step('it is revoked, and proven gone', async () => {
      await page.getByRole('button', { name: common('moreFor', { name: 'Booking bot' }) }).click()
      await page.getByRole('menuitem', { name: tokens('list.revoke') }).click()
      const dialog = page.getByRole('dialog')
      await expect(dialog.getByText(tokens('revoke.consequence'))).toBeVisible()
      // The last one that works asks for more than a press.
      await expect(dialog.getByText(tokens('revoke.last'))).toBeVisible()
      const confirm = dialog.getByLabel(tokens('revoke.confirm', { channelId: made.channelId }))
      await confirm.fill('1234')
      await dialog.getByRole('button', { name: tokens('revoke.button') }).click()
      await expect(confirm).toHaveAccessibleDescription(
        new RegExp(refusals('confirmChannelId', { channelId: made.channelId }).slice(0, 20)),
      )
      await expect(confirm).toHaveValue('1234')
      await confirm.fill(made.channelId)
      await dialog.getByRole('button', { name: tokens('revoke.button') }).click()
      await expect(dialog.getByText(tokens('revoke.accepted'), { exact: true })).toBeVisible()
      await expect(dialog.getByText(tokens('revoke.proven'), { exact: true }).first()).toBeVisible()
      expect(await verifyAtLine(value)).toBe(400)
      // In Japanese the cross and the button have the same name.
      await dialog
        .getByRole('link', { name: tokens('revoke.done') })
        .last()
        .click()
      const row = page.getByRole('row').filter({ hasText: 'Booking bot' })
      await expect(row).toContainText(tokens('badges.gone'))
    })

    await test.step('the history tells all of it, from intent to outcome', async () => {
      const permissions = words('permissions')
      const tabs = page.getByRole('navigation', { name: channels('tabs.label'), exact: true })
      await tabs.getByRole('link', { name: channels('tabs.history') }).click()
      const table = page.getByRole('table', { name: history('label') })
      await expect(table.getByRole('link', { name: permissions('channel.register') }).first()).toBeVisible()
      const told = (await table.getByRole('row').allInnerTexts()).map((text) => text.replace(/\s+/g, ' '))
      for (const [action, outcomes] of [
        ['channel.register', ['requested', 'done']],
        ['key.generate', ['done']],
        ['key.activate', ['requested', 'failed', 'done']],
        ['token.issue', ['requested', 'done']],
        ['token.verify', ['requested', 'done']],
        ['channel.sync', ['requested', 'done']],
        ['token.revoke', ['requested', 'proven']],
      ] as const)
        for (const outcome of outcomes) {
          const [label, end] = [permissions(action), history(`outcomes.${outcome}`)]
          expect(
            told.filter((row) => row.includes(label) && row.includes(end)),
            `${label}: ${end}`,
          ).not.toEqual([])
        }
      await page.getByLabel(history('action'), { exact: true }).selectOption('token.revoke')
      await page.getByRole('button', { name: history('filter.apply') }).click()
      await expect(table.getByRole('row').filter({ hasText: 'Booking bot' })).toHaveCount(2)
      await table
        .getByRole('row')
        .filter({ hasText: history('outcomes.proven') })
        .getByRole('link', { name: permissions('token.revoke') })
        .click()
      await expect(page.getByRole('heading', { name: permissions('token.revoke') })).toBeVisible()
      await expect(page.getByText(history('meanings.proven')).first()).toBeVisible()
      await expect(page.getByText(history('fields.requestId')).first()).toBeVisible()
      await page.getByRole('link', { name: history('outcomes.requested') }).click()
      await expect(page.getByText(history('meanings.requested')).first()).toBeVisible()
    })
  })

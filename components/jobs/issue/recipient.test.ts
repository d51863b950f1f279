import { expect, it } from 'vitest'
import { startJobInput } from '@/lib/jobs/schema'
import { sealFor } from '@/lib/sealing/seal-for'
import { Secret } from '@/lib/sealing/secret'
import { makeRecipient, openDelivery } from './recipient'

it('opens what was sealed for it and for this item, and nothing that was altered or is of another', async () => {
  const { key, jwk } = await makeRecipient()
  const value = 'a value that is no multiple of 3, 鍵'
  const jwe = await sealFor(JSON.parse(jwk), new Secret(value), 'item-1')
  expect(await openDelivery(jwe, key, 'item-1')).toBe(value)
  await expect(openDelivery(jwe, key, 'item-2')).rejects.toThrow()
  const parts = jwe.split('.')
  for (const place of [1, 2, 3, 4]) {
    const part = parts[place] ?? ''
    const altered = parts.with(place, (part.startsWith('A') ? 'B' : 'A') + part.slice(1)).join('.')
    await expect(openDelivery(altered, key, 'item-1'), String(place)).rejects.toThrow()
  }
  await expect(openDelivery(jwe, (await makeRecipient()).key, 'item-1')).rejects.toThrow()
})

it('makes a key that a job takes, whose private half cannot be read', async () => {
  const { key, jwk } = await makeRecipient()
  await expect(crypto.subtle.exportKey('jwk', key)).rejects.toThrow()
  expect(Object.keys(JSON.parse(jwk))).toEqual(['kty', 'n', 'e'])
  const select = { channels: [crypto.randomUUID()] }
  const asked = { change: 'token.issue', select, purpose: 'Batch', recipient: jwk }
  expect(startJobInput.safeParse(asked).success).toBe(true)
})

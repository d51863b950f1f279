import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { channelAddress, expect, test } from './fixtures'
import { SHIBUYA } from './support/names'

const { firstLoadKiB } = JSON.parse(readFileSync(resolve(import.meta.dirname, 'budget.json'), 'utf8'))

test(`the scripts of a page's first load weigh ${firstLoadKiB} KiB at most`, async ({ open }) => {
  test.setTimeout(90_000)
  const inside = await open('sato')
  const channel = await channelAddress(inside, SHIBUYA)
  const tabs = ['tokens', 'tokens?issue', 'tokens?import', 'keys', 'history', 'settings'].map(
    (tab) => `${channel}/${tab}`,
  )
  const issuing = `/jobs/new?change=token.issue&channel=${channel.split('/').pop()}`
  const incident = `/incidents/new?channel=${channel.split('/').pop()}`
  const addresses = [
    issuing,
    '/',
    '/channels',
    '/channels/new',
    '/verify',
    ...tabs,
    '/history',
    '/history?event=1',
    '/history/1',
    '/history/proof',
    '/jobs',
    '/incidents',
    incident,
  ]
  const outside = await open()
  const weights = new Map<string, number>()
  for (const [page, address] of [...addresses.map((one) => [inside, one] as const), [outside, '/sign-in'] as const]) {
    // As for somebody who comes for the first time.
    const network = await page.context().newCDPSession(page)
    await network.send('Network.setCacheDisabled', { cacheDisabled: true })
    const scripts: Promise<number>[] = []
    page.removeAllListeners('response')
    page.on('response', (response) => {
      if (response.request().resourceType() === 'script')
        scripts.push(response.body().then((body) => gzipSync(body).length))
    })
    await page.goto(address, { waitUntil: 'load' })
    const total = (await Promise.all(scripts)).reduce((sum, size) => sum + size, 0)
    weights.set(address, Math.ceil(total / 1024))
  }
  expect([...weights].filter(([, weight]) => weight < 50 || weight > firstLoadKiB)).toEqual([])
})

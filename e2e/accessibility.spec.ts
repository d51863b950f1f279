import { channelAddress, expect, expectAccessible, test } from './fixtures'
import { allPages } from './support/pages'

test.use({ expectedErrors: [/status of 40[34]/] })

const CARDS = /^\/(incidents(\/[0-9a-f-]{36})?|channels((\?.*)|\/[^/]+\/(tokens|history\?.*|settings))?)?$/

/** So many tests share the pages, because two run at a time. */
const PARTS = 4

for (let part = 0; part < PARTS; part++)
  test(`no page breaks a rule of axe, in light and dark, wide and narrow, ${part + 1} of ${PARTS}`, async ({
    open,
  }) => {
    test.setTimeout(120_000)
    const page = await open('sato')
    const addresses = await allPages(page, channelAddress)
    for (const address of addresses.filter((_, index) => index % PARTS === part)) {
      await page.goto(address)
      await expect(page.getByRole('main')).toBeVisible()
      await page.emulateMedia({ colorScheme: 'light' })
      await expectAccessible(page)
      // What changes with the theme is colour; the rest was asked above.
      await page.emulateMedia({ colorScheme: 'dark' })
      await expectAccessible(page, ['color-contrast', 'link-in-text-block'])
      await page.emulateMedia({ colorScheme: 'light' })
      await page.setViewportSize({ width: 375, height: 812 })
      // Tables become cards there; everything else only moves.
      if (CARDS.test(address)) await expectAccessible(page)
      expect(await page.evaluate(() => document.documentElement.scrollWidth), `${address} scrolls sideways`).toBe(375)
      await page.setViewportSize({ width: 1440, height: 900 })
    }
  })

test('the pages outside the console break no rule of axe', async ({ open }) => {
  const page = await open()
  for (const address of ['/sign-in', '/sign-in?error=no_role', '/sign-in?why=idle', '/signed-out']) {
    await page.goto(address)
    await expectAccessible(page)
    await page.emulateMedia({ colorScheme: 'dark' })
    await expectAccessible(page, ['color-contrast', 'link-in-text-block'])
    await page.emulateMedia({ colorScheme: 'light' })
  }
})

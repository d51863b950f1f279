import { channelAddress, test } from './fixtures'
import { allPages } from './support/pages'

test.use({ expectedErrors: [/status of 40[34]/] })

const SIZES = [
  { width: 1440, height: 900 },
  { width: 375, height: 812 },
]

for (const [language, locale] of [
  ['en', 'en-US'],
  ['ja', 'ja-JP'],
])
  for (const colorScheme of ['light', 'dark'] as const)
    test(`pictures of every page, ${language}, ${colorScheme}`, async ({ open }) => {
      test.setTimeout(120_000)
      const addresses = await allPages(await open('sato'), channelAddress)
      const [inside, outside] = [await open('sato', { locale }), await open(undefined, { locale })]
      for (const page of [inside, outside]) await page.emulateMedia({ colorScheme })
      const all = [
        ...addresses.map((address) => [inside, address] as const),
        ...['/sign-in', '/sign-in?error=no_role', '/signed-out'].map((address) => [outside, address] as const),
      ]
      for (const [page, address] of all)
        for (const size of SIZES) {
          await page.setViewportSize(size)
          await page.goto(address)
          const name = address.replace(/[0-9a-f-]{36}/g, 'id').replace(/\W+/g, '-')
          await page.screenshot({ path: `e2e/output/pictures/${language}-${colorScheme}-${size.width}${name}.png` })
        }
    })

import { expect, inject, it } from 'vitest'
import { tamperAll } from '@/e2e/harm/tamper/matrix'

// A sample; `npm run test:tamper` does each a hundred times.
it('sees, and does not see, exactly what it should of every way to tamper', async () => {
  const rows = await tamperAll(inject('databaseTemplate').ownerUrl, 3, 20261124)
  expect(rows).toHaveLength(18)
  for (const { name, seen, expected } of rows) expect(seen, name).toEqual(expected)
}, 60_000)

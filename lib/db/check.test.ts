import { expect, it } from 'vitest'
import { testDatabase } from '@/sandbox/database/test-database'
import { checkDatabase } from './check'
import { database } from './client'

testDatabase({ asOwner: true })

/** What the check says once `sql` has been run. */
async function checkedAfter(sql: string): Promise<unknown> {
  await database().$executeRawUnsafe(sql)
  return checkDatabase().then(
    () => 'started',
    (error: Error) => error.message,
  )
}

it('lets a migrated database start', async () => {
  await expect(checkDatabase()).resolves.toBeUndefined()
})

it('misses a trigger that its namesake on the other table could hide', async () => {
  expect(await checkedAfter('DROP TRIGGER history_refuse_change ON "Event"')).toContain(
    'trigger Event.history_refuse_change',
  )
  const again = `CREATE TRIGGER history_refuse_change BEFORE UPDATE OR DELETE ON "Event"
    FOR EACH ROW EXECUTE FUNCTION history_refuse()`
  expect(await checkedAfter(again)).toBe('started')
})

it('misses a trigger that is switched off', async () => {
  const event = 'ALTER TABLE "Event"'
  expect(await checkedAfter(`${event} DISABLE TRIGGER history_continue`)).toContain('trigger Event.history_continue')
  expect(await checkedAfter(`${event} ENABLE TRIGGER history_continue`)).toBe('started')
})

it('misses an index, whatever else carries its name', async () => {
  const sql = 'DROP INDEX operation_one_issue_in_flight'
  expect(await checkedAfter(sql)).toContain('index operation_one_issue_in_flight')
  const elsewhere = 'CREATE SCHEMA copy CREATE TABLE operation_one_issue_in_flight (id int)'
  expect(await checkedAfter(elsewhere)).toContain('index operation_one_issue_in_flight')
})

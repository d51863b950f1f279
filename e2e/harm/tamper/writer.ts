import { systemActor } from '@/lib/access/actor'
import { closeDatabase } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { appendEvent } from '@/lib/history/append'
import { openKeyring } from '@/lib/sealing/open-keyring'

/* One of the processes of `writeTogether`: four writers, each an event per transaction. */
const WRITERS = 4
const each = Number(process.argv[2]) / WRITERS
await openKeyring()
const actor = { ...systemActor('start'), roles: [] }
await Promise.all(
  Array.from({ length: WRITERS }, async () => {
    for (let nth = 0; nth < each; nth++)
      await transaction((tx) => appendEvent(tx, { name: 'channel.edit', outcome: 'done', actor, detail: { nth } }))
  }),
)
await closeDatabase()

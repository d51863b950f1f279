import { parseArgs } from 'node:util'
import { table } from '@/bench/table'
import { database } from '@/lib/db/client'
import { type HarmChannel, makeChannel } from '../channels'
import { runEvictions } from '../evictions/run'
import { brokenLinks, untilSettled } from '../history'
import { judge } from '../ledger'
import { setStage } from '../stage'
import { revokeWhileIssuing } from './revoke'
import { settleTogether } from './settle'
import { raceSubmissions } from './submissions'

/*
 * npm run test:race: two instances on one PostgreSQL. Of eight submissions at once for a channel exactly one issues a
 * token; an issue in flight never blocks a revoke; what is unknown is settled once, whoever settles. And ten thousand
 * random sequences of short-lived tokens: LINE never ends one that Kagiban knows, unless somebody confirmed that.
 */

const CHANNELS = 50
const AT_ONCE = 6
const REVOKES = 10
const UNKNOWN = 20

const { values } = parseArgs({
  options: {
    sequences: { type: 'string', default: '10000' },
    from: { type: 'string', default: '0' },
    seed: { type: 'string', default: '20261124' },
    only: { type: 'string' },
  },
})
const faults: string[] = []
const rows: string[][] = []
if (values.only !== 'evictions') await raceInstances()
if (values.only !== 'instances') await evictions()
process.stdout.write(`\n${table(rows)}\n`)
for (const fault of faults) process.stdout.write(`  FAILED ${fault}\n`)
process.exitCode = faults.length === 0 ? 0 : 1

async function raceInstances(): Promise<void> {
  const began = Date.now()
  const stage = await setStage({ name: 'race', fenceSeconds: 4 })
  try {
    const [one, other] = [await stage.instance(), await stage.instance()]
    await Promise.all([one.start(), other.start()])
    const make = async (count: number, kind: HarmChannel['kind'], name: string) => {
      const made: HarmChannel[] = []
      for (let index = 1; index <= count; index++)
        made.push(await makeChannel(stage, kind, { name: `${name} ${index}` }))
      return made
    }
    const channels = await make(CHANNELS, 'v2.1', 'Race')
    const raced = await raceSubmissions(stage, [one, other], channels, AT_ONCE)
    const stored = await database().token.count()
    let listed = 0
    for (const [index, { lineChannelId }] of channels.entries()) {
      const count = (await stage.atLine.getChannel(lineChannelId)).tokens['v2.1'].length
      listed += count
      if (count !== 1) faults.push(`channel ${index + 1}: LINE minted ${count} tokens for eight submissions`)
      const shown = raced[index]?.filter(({ value }) => value !== null).length
      if (shown !== 1) faults.push(`channel ${index + 1}: ${shown} answers showed a token`)
      if (raced[index]?.some(({ status }) => status === 'broken'))
        faults.push(`channel ${index + 1}: an answer broke off`)
    }
    if (stored !== CHANNELS) faults.push(`${stored} tokens are stored for ${CHANNELS} channels`)
    rows.push([`${CHANNELS} channels x 8 submissions`, `${listed} minted, ${stored} stored`, told(raced.flat())])

    const revokes = []
    for (const channel of channels.slice(0, REVOKES))
      revokes.push(await revokeWhileIssuing(stage, [one, other], channel))
    const through = revokes.filter(
      ({ revoke, whileIssuing, state }) => revoke.status === 'done' && whileIssuing && state === 'gone',
    ).length
    const issued = revokes.filter(({ issue }) => issue.value !== null).length
    if (through !== REVOKES)
      faults.push(
        `${REVOKES - through} revokes waited for an issue, or failed: ${told(revokes.map((each) => each.revoke))}`,
      )
    if (issued !== REVOKES) faults.push(`${REVOKES - issued} issues failed beside a revoke`)
    rows.push([`${REVOKES} revokes while an issue is at LINE`, `${through} proven gone meanwhile`, `${issued} issued`])

    const half = UNKNOWN / 2
    const open = [...channels.slice(-half), ...(await make(half, 'short-lived', 'Settle'))]
    const settled = await settleTogether(stage, [one, other], open)
    const once = settled.filter(({ settled: times }) => times === 1).length
    if (settled.length !== UNKNOWN || once !== UNKNOWN)
      faults.push(`of ${settled.length} unknown operations ${once} were settled exactly once`)
    const ends = [...new Set(settled.map(({ state }) => state))]
    rows.push([
      `${UNKNOWN} unknown, three settlers`,
      `${once} settled once`,
      ends.map((end) => `${settled.filter(({ state }) => state === end).length} ${end}`).join(', '),
    ])

    const left = await untilSettled(30_000)
    if (left > 0) faults.push(`${left} operations are left open`)
    for (const channel of [...channels, ...open.slice(half)]) faults.push(...(await judge(stage, channel, [])).why)
    if ((await brokenLinks()).length > 0) faults.push('the chain of the history is broken')
    rows.push(['two instances, one PostgreSQL', `${Math.round((Date.now() - began) / 1000)} s`, ''])
  } finally {
    await stage.close()
  }
}

async function evictions(): Promise<void> {
  const began = Date.now()
  const { sequences, issued, confirmed, refused, ended, unconfirmed } = await runEvictions(
    Number(values.seed),
    Number(values.from),
    Number(values.sequences),
  )
  faults.push(...unconfirmed)
  rows.push([
    `${sequences} sequences of short-lived tokens, seed ${values.seed}`,
    `${ended} ended by LINE, ${unconfirmed.length} unconfirmed`,
    `${issued} issued, ${confirmed} confirmed, ${refused} refused; ${Math.round((Date.now() - began) / 1000)} s`,
  ])
}

function told(answers: readonly { status: string; value: string | null; code: string | null }[]): string {
  const counts = new Map<string, number>()
  for (const { status, value, code } of answers) {
    const name = value ? 'shown' : status === 'refused' ? (code ?? 'refused') : status
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].map(([name, count]) => `${count} ${name}`).join(', ')
}

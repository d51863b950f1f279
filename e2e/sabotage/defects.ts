/** A defect put into a copy of the tree, and the tests of which one must fail by it. */
export interface Defect {
  name: string
  file: string
  /** Stands in the file exactly once. */
  find: string
  put: string
  tests: string[]
}

/** Each is a way in which such tools lose tokens, or say more than they know. */
export const DEFECTS: readonly Defect[] = [
  {
    name: 'no fence: an unknown issue is concluded at once',
    file: 'lib/operations/settle.ts',
    find: "await eachLeaseless('unknown', changes, settleUnknown, marginMs())",
    put: "const { database } = await import('@/lib/db/client')\n  await database().$executeRaw`UPDATE \"Operation\" SET \"leaseUntil\" = now() - interval '1 second' WHERE state = 'unknown'`\n  await eachLeaseless('unknown', changes, settleUnknown)",
    tests: ['lib/operations/fence.test.ts'],
  },
  {
    name: 'no unique index: two issues of a channel at once',
    file: 'prisma/migrations/20261122004000_checks/migration.sql',
    find: 'CREATE UNIQUE INDEX operation_one_issue_in_flight',
    put: 'CREATE INDEX operation_one_issue_in_flight',
    tests: ['lib/tokens/issue.test.ts'],
  },
  {
    name: 'blind retry after a reset: an issue that may have been sent is sent again',
    file: 'lib/line/care/retry.ts',
    find: "if (!call.startsWith('issueStateless')) return nothingDone && failures <= MORE_TRIES.issue",
    put: "if (!call.startsWith('issueStateless')) return failures <= MORE_TRIES.issue",
    tests: ['lib/line/care/carefully.test.ts'],
  },
  {
    name: 'no pool error listener: the loss of the database ends the process',
    file: 'lib/db/client.ts',
    find: "pool.on('error', (error) => log('warn', 'database.connection_lost', faultFields(error)))",
    // As node does without a listener; Prisma's adapter has one of its own, which must not be leaned on.
    put: "pool.on('error', (error) => {\n    faultFields(error)\n    throw error\n  })",
    tests: ['lib/db/client.test.ts'],
  },
  {
    name: 'no spool: a token in hand is dropped when the database is gone',
    file: 'lib/operations/spool.ts',
    find: 'const sealed = await sealJson(contextOf(operationId), answer)',
    put: 'if (operationId) return\n  const sealed = await sealJson(contextOf(operationId), answer)',
    tests: ['lib/operations/operations.test.ts'],
  },
  {
    name: 'a revoke is trusted on 200',
    file: 'lib/tokens/revoke-proof.ts',
    find: 'return list ? !list.listed',
    put: 'if (accepted) return true\n  return list ? !list.listed',
    tests: ['lib/tokens/tokens.test.ts', 'lib/tokens/races.test.ts', 'lib/tokens/pasted.test.ts'],
  },
  {
    name: 'what is settled stays so: a token that turns up later is dropped',
    file: 'lib/operations/finish.ts',
    find: "['calling', 'unknown', 'none', 'lost', 'uncertain']",
    put: "['calling', 'unknown']",
    tests: ['lib/operations/late.test.ts'],
  },
  {
    name: 'an answer that cannot be read is thrown away',
    file: 'lib/operations/carry-out.ts',
    find: 'const quarantine = unread && ',
    put: 'const quarantine = unread && !unread && ',
    tests: ['lib/tokens/recover.test.ts'],
  },
  {
    name: 'the same submission is done again',
    file: 'lib/perform.ts',
    find: 'const submission = await submissionOf(options.submission,',
    put: 'const submission = await submissionOf(undefined,',
    tests: ['lib/operations/submission.test.ts'],
  },
]

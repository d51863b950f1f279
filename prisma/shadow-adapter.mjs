// Lets Prisma's schema engine work on throw-away databases of the server at `url`, through adapter-pg.
import { randomUUID } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import pg from 'pg'

const CHAR = 18
const TEXT = 25

/** adapter-pg, corrected in the two places where it stops the schema engine. */
async function engineAdapter(pool, dispose) {
  const adapter = await new PrismaPg(pool).connect()
  // It refuses the "char" columns of the catalogue, which Prisma's own queries read: show them as text, then name them.
  const performIO = adapter.performIO.bind(adapter)
  const queryRaw = adapter.queryRaw.bind(adapter)
  let chars = []
  adapter.performIO = async (query) => {
    const result = await performIO(query)
    chars = result.fields.flatMap((field, index) => (field.dataTypeID === CHAR ? [index] : []))
    for (const index of chars) result.fields[index].dataTypeID = TEXT
    return result
  }
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query)
    for (const index of chars) result.columnTypes[index] = ColumnTypeEnum.Character
    return result
  }
  // It splits a script at every semicolon, also inside a function's body: PostgreSQL takes the script whole.
  adapter.executeScript = async (sql) => {
    await pool.query(sql).catch((error) => adapter.onError(error))
  }
  adapter.dispose = dispose
  return adapter
}

/**
 * Calls `work` with a driver adapter factory whose every connection is a new, empty database at `url`; drops them all
 * afterwards, since the engine does not dispose of its own.
 */
export async function withShadowAdapter(url, work) {
  const made = []
  const connect = async () => {
    const name = `kagiban_shadow_${randomUUID().replaceAll('-', '')}`
    const admin = new pg.Client({ connectionString: url })
    await admin.connect()
    await admin.query(`CREATE DATABASE "${name}" TEMPLATE template0`)
    const address = new URL(url)
    address.pathname = `/${name}`
    const pool = new pg.Pool({ connectionString: address.toString(), max: 1 })
    let disposed
    const dispose = () => {
      disposed ??= pool
        .end()
        .then(() => admin.query(`DROP DATABASE "${name}" WITH (FORCE)`))
        .then(() => admin.end())
      return disposed
    }
    made.push(dispose)
    return engineAdapter(pool, dispose)
  }
  try {
    return await work({
      provider: 'postgres',
      adapterName: '@prisma/adapter-pg',
      connect,
      connectToShadowDb: connect,
    })
  } finally {
    for (const dispose of made) await dispose()
  }
}

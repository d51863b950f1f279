/** Runs `work` with the address of a PostgreSQL on which throw-away databases may be made. */
export async function withShadowServer<T>(work: (url: string) => Promise<T>): Promise<T> {
  return await work(process.env.DATABASE_URL as string)
}

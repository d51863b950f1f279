import type { TestProject } from 'vitest/node'
import { startThrowAwayServer } from './server'
import { createTemplate, dropTemplate, type Template } from './template'

declare module 'vitest' {
  interface ProvidedContext {
    /** The migrated database that every test file copies. */
    databaseTemplate: Template
  }
}

/** Before all tests: a server and a migrated database to copy; afterwards both go. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startThrowAwayServer()
  const template = await createTemplate(server.url)
  project.provide('databaseTemplate', template)
  return async () => {
    await dropTemplate(template)
    await server.stop()
  }
}

import { readFileSync } from 'node:fs'

/** Where Kagiban is, and who calls its server actions. */
export interface Door {
  kagibanUrl: string
  cookie: string
}

type Form = Readonly<Record<string, string>> & { submission: string }

/** The id under which the build in `.next` knows an exported server action. */
export function findActionId(exportedName: string): string {
  const manifest = JSON.parse(readFileSync('.next/server/server-reference-manifest.json', 'utf8'))
  const actions = Object.entries(manifest.node as Record<string, { exportedName?: string }>)
  const found = actions.find(([, action]) => action.exportedName === exportedName)
  if (!found) throw new Error(`the build has no server action ${exportedName}`)
  return found[0]
}

/** A form as React sends it to an action: [previous answer, FormData], the form's fields under the number of the form, the arguments last. */
export function actionBody(form: Form): FormData {
  const body = new FormData()
  for (const [name, value] of Object.entries(form)) body.append(`_1_${name}`, value)
  body.set('0', JSON.stringify([{ status: 'idle', submission: form.submission }, '$K1']))
  return body
}

/** Sends a form of the page at `path` to its action, as a browser does that goes nowhere by itself. */
export function postAction(
  { kagibanUrl, cookie }: Door,
  path: string,
  actionId: string,
  form: Form,
): Promise<Response> {
  return fetch(kagibanUrl + path, {
    method: 'POST',
    headers: { accept: 'text/x-component', 'next-action': actionId, origin: kagibanUrl, cookie },
    body: actionBody(form),
    redirect: 'manual',
  })
}

'use server'

import { after } from 'next/server'
import { serverAction } from '@/lib/server-action'
import { askCheck } from '@/lib/verifying/ask'
import { checkUntilPassed } from '@/lib/verifying/check'
import { dropView } from '@/lib/views/drop'
import { saveView } from '@/lib/views/save'

export const verifyHistoryAction = serverAction(askCheck, {
  show: () => {
    // The page follows it by asking again; whoever started it need not wait.
    after(() => checkUntilPassed())
    return null
  },
})
export const saveViewAction = serverAction(saveView, {
  keep: ['name'],
  goTo: ({ result }) => `/history?${result.query}`,
})
export const dropViewAction = serverAction(dropView)

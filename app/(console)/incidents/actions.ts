'use server'

import { after } from 'next/server'
import { closeIncident } from '@/lib/incidents/close'
import { openIncident } from '@/lib/incidents/open'
import { stepIncident } from '@/lib/incidents/step'
import { runJobs } from '@/lib/jobs/run'
import { startJob } from '@/lib/jobs/start'
import { checkChannel } from '@/lib/keys/check'
import { serverAction } from '@/lib/server-action'

export const openIncidentAction = serverAction(openIncident, {
  keep: ['reason', 'drill'],
  goTo: ({ result }) => `/incidents/${result.incidentId}`,
})
export const stepIncidentAction = serverAction(stepIncident)
export const closeIncidentAction = serverAction(closeIncident, { keep: ['reason'] })
export const checkOldKeyAction = serverAction(checkChannel, { show: ({ result }) => result })
// Followed on the incident's own page, where the next step is.
export const startIncidentJobAction = serverAction(startJob, {
  show: () => {
    after(() => void runJobs())
    return true as const
  },
})

import { actorOfSession } from '@/lib/access/actor'
import { perform } from '@/lib/perform'
import { openKeyring } from '@/lib/sealing/open-keyring'
import { issueToken } from '@/lib/tokens/issue'

// A process that a test kills in the middle of its call.
const [sid, channelId = ''] = process.argv.slice(2)
await openKeyring()
const actor = await actorOfSession(sid)
if (typeof actor === 'string') throw new Error(actor)
await perform(actor, issueToken, { channelId, life: 'hour', purpose: 'Killed in the middle' })

import { actorOfSession } from '@/lib/access/actor'
import { boot, stopOnSignals } from '@/lib/boot'
import { perform } from '@/lib/perform'
import { issueToken } from '@/lib/tokens/issue'

// A process that a test kills, or tells to stop, in the middle of its call.
const [sid, channelId = ''] = process.argv.slice(2)
await boot()
stopOnSignals()
const actor = await actorOfSession(sid)
if (typeof actor === 'string') throw new Error(actor)
const { reveal } = await perform(actor, issueToken, { channelId, life: 'hour', purpose: 'Stopped in the middle' })
process.stdout.write(reveal ? 'shown' : 'not shown')

import { slots } from '../../api/tokens'
import { type Channel, type Line, type TokenKind, tokenKinds } from '../../state'
import { channelView } from '../views'
import { typeNames } from './channels-page'
import { clockForm } from './clock-form'
import { type Html, html } from './html'
import { copyField } from './layout'

/** One channel as its admin sees it, and below what only a stand-in can do: another team's tokens, and the clock. */
export function channelPage(line: Line, channel: Channel): Html {
  const base = `/_console/channels/${channel.channelId}`
  const hasV21 = channel.type === 'messaging_api' || channel.type === 'module'
  return html`<p><a href="/_console">All channels</a></p>
<h1>${channel.name}</h1>
<section><h2>Basic settings</h2>
<p>${typeNames[channel.type]}</p>
${copyField('Channel ID', 'channel-id', channel.channelId)}
${copyField('Channel secret', 'channel-secret', channel.channelSecret)}
<form method="post" action="${base}/secret"><button class="danger">Reissue channel secret</button></form>
</section>
${keys(channel, base)}
${channel.type === 'messaging_api' ? longLivedForm(base) : null}
${liveTokens(line, channel)}
${elsewhereForms(base, hasV21)}
${clockForm(line, channel.channelId)}`
}

function keys({ keys }: Channel, base: string): Html {
  const fields = keys.map(
    ({ kid, registeredAt }, index) => html`<div>${copyField(`kid of key ${index + 1}`, `kid-${index + 1}`, kid)}
<form method="post" action="${base}/keys/${kid}/delete"><span>Registered <time>${shortTime(registeredAt)}</time></span><button class="danger" aria-label="Delete key ${kid}">Delete key</button></form></div>`,
  )
  return html`<section><h2>Assertion Signing Key</h2>
${keys.length === 0 ? html`<p>No public key is registered.</p>` : fields}
<form method="post" action="${base}/keys">
<div class="wide"><label for="public-jwk">Public key (JWK)</label><textarea id="public-jwk" name="publicJwk" rows="6" required spellcheck="false"></textarea></div>
<button>Register public key</button>
</form></section>`
}

function longLivedForm(base: string): Html {
  return html`<section><h2>Channel access token (long-lived)</h2>
<form method="post" action="${base}/long-lived">
<div><label for="grace">The one before lives for (hours)</label><input id="grace" name="graceHours" type="number" min="0" max="24" value="0"></div>
<button>Issue long-lived token</button>
</form></section>`
}

function liveTokens(line: Line, channel: Channel): Html {
  const { tokens } = channelView(line, channel)
  return html`<section><h2>Live tokens</h2><p>LINE's console does not show this. Values are shown when they are issued and never again.</p>
<div class="scroll"><table><thead><tr><th>Kind</th><th>Live</th><th>Key IDs</th></tr></thead><tbody>${tokenKinds.map((kind) => tokenRow(kind, tokens[kind]))}</tbody></table></div>
</section>`
}

type Live = { key_id: string | null; expiresAt: string }[]

function tokenRow(kind: TokenKind, live: Live): Html {
  const count = kind === 'v2.1' || kind === 'short-lived' ? `${live.length} of ${slots}` : live.length
  const ids = live.map(
    ({ key_id: keyId, expiresAt }) =>
      html`<li><code>${keyId}</code> until <time>${shortTime(Date.parse(expiresAt))}</time></li>`,
  )
  const listed = ids.length > 0 ? html`<ul>${ids}</ul>` : '—'
  return html`<tr><td>${kind}</td><td>${count}</td><td>${kind === 'v2.1' ? listed : 'LINE has no list of these'}</td></tr>`
}

function elsewhereForms(base: string, hasV21: boolean): Html {
  return html`<section><h2>Another team's script</h2>
<p>Issues a token past Kagiban, by the same API, with the channel secret or with a signing key of its own that is registered above. Its value is shown once: paste it into Verify in Kagiban.</p>
<form method="post" action="${base}/elsewhere"><input type="hidden" name="kind" value="short-lived"><button>Issue short-lived token elsewhere</button></form>
${hasV21 ? v21Form(base) : html`<p>A channel of this type has no v2.1 tokens.</p>`}
</section>`
}

function v21Form(base: string): Html {
  return html`<form method="post" action="${base}/elsewhere"><input type="hidden" name="kind" value="v2.1">
<div><label for="elsewhere-life">It lives for</label><select id="elsewhere-life" name="seconds"><option value="3600">1 hour</option><option value="86400">1 day</option><option value="2592000" selected>30 days</option></select></div>
<button>Issue v2.1 token elsewhere</button>
</form>`
}

const shortTime = (at: number) => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`

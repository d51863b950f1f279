import { type Channel, type Line, type TokenKind, tokenKinds } from '../state'
import { typeNames } from './channels-page'
import { type Html, html } from './html'
import { copyField } from './layout'
import { channelView } from './views'

/** One channel as its admin sees it: secret, assertion signing keys, long-lived token, and how many tokens live. */
export function channelPage(line: Line, channel: Channel): Html {
  const view = channelView(line, channel)
  const base = `/_console/channels/${channel.channelId}`
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
<section><h2>Live tokens</h2>
<div class="scroll"><table><thead><tr><th>Kind</th><th>Live</th><th>Key IDs</th></tr></thead><tbody>${tokenKinds.map((kind) => tokenRow(kind, view.tokens[kind]))}</tbody></table></div>
</section>`
}

function keys({ keys }: Channel, base: string): Html {
  const fields = keys.map(
    ({ kid }, index) => html`<div>${copyField(`kid of key ${index + 1}`, `kid-${index + 1}`, kid)}
<form method="post" action="${base}/keys/${kid}/delete"><button class="danger" aria-label="Delete key ${kid}">Delete key</button></form></div>`,
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

function tokenRow(kind: TokenKind, live: { key_id: string | null }[]): Html {
  const ids = live.map((token) => (token.key_id ? html`<code>${token.key_id}</code> ` : html``))
  return html`<tr><td>${kind}</td><td>${live.length}</td><td>${ids}</td></tr>`
}

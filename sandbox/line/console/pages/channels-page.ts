import { endpoints } from '../../api/endpoints'
import { faultKinds } from '../../faults'
import { type Channel, channelTypes, type Line } from '../../state'
import { clockForm } from './clock-form'
import { type Html, html } from './html'

const shown = 200

export const typeNames = {
  messaging_api: 'Messaging API',
  line_login: 'LINE Login',
  mini_app: 'MINI App',
  module: 'Module',
}

/** The console's first page: channels, a form for a new one, and what only a stand-in can do. */
export function channelsPage(line: Line, search: string): Html {
  const wanted = search.trim().toLowerCase()
  const found = [...line.state.channels.values()].filter(
    ({ name, channelId }) => name.toLowerCase().includes(wanted) || channelId.includes(wanted),
  )
  return html`<h1>Channels</h1>
<section>
<form method="get" action="/_console"><div><label for="q">Name or channel ID</label><input id="q" name="q" type="search" value="${search}"></div><button>Search</button></form>
${found.length === 0 ? html`<p>No channel.</p>` : table(found.slice(0, shown))}
${found.length > shown ? html`<p>The first ${shown} of ${found.length} channels.</p>` : null}
</section>
${createForm()}
${clockForm(line, null)}
${faultForm(line)}`
}

function table(channels: Channel[]): Html {
  const rows = channels.map(
    ({ channelId, name, type }) =>
      html`<tr><td><a href="/_console/channels/${channelId}">${name}</a></td><td><code>${channelId}</code></td><td>${typeNames[type]}</td></tr>`,
  )
  return html`<div class="scroll"><table><thead><tr><th>Name</th><th>Channel ID</th><th>Type</th></tr></thead><tbody>${rows}</tbody></table></div>`
}

function createForm(): Html {
  const types = channelTypes.map((type) => html`<option value="${type}">${typeNames[type]}</option>`)
  return html`<section><h2>Create a channel</h2>
<form method="post" action="/_console/channels">
<div><label for="name">Name</label><input id="name" name="name" maxlength="100"></div>
<div><label for="type">Channel type</label><select id="type" name="type">${types}</select></div>
<button>Create channel</button>
</form></section>`
}

function faultForm(line: Line): Html {
  const names = ['*', ...endpoints.map(({ name }) => name)]
  const waiting = line.faults.map(({ endpoint, kind, times }) => html`<li>${kind} at ${endpoint}, ${times} more</li>`)
  return html`<section><h2>Faults</h2><p>Let something go wrong at the next calls.</p>
${waiting.length > 0 ? html`<ul>${waiting}</ul><form method="post" action="/_console/faults/clear"><button>Clear faults</button></form>` : null}
<form method="post" action="/_console/faults">
<div><label for="endpoint">Method</label><select id="endpoint" name="endpoint">${names.map(option)}</select></div>
<div><label for="kind">Fault</label><select id="kind" name="kind">${faultKinds.map(option)}</select></div>
<div><label for="times">Times</label><input id="times" name="times" type="number" min="1" value="1"></div>
<button>Add fault</button>
</form></section>`
}

function option(value: string): Html {
  return html`<option>${value}</option>`
}

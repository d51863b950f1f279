import type { lineConsole } from './console-client'

/** Another team's script: asks LINE for tokens with credentials of its own, past Kagiban. For tests. */
export function elsewhere(url: string, atLine: ReturnType<typeof lineConsole>) {
  const post = async <Answer>(path: string, form: Record<string, string>) => {
    const response = await fetch(url + path, { method: 'POST', body: new URLSearchParams(form) })
    return (await response.json()) as Answer
  }
  return {
    /** Issues a v2.1 token with a signing key that Kagiban does not hold. */
    async issueV21(lineChannelId: string) {
      const { accessToken: token, keyId } = await atLine.issueElsewhere(lineChannelId, { kind: 'v2.1' })
      return { token, keyId: keyId ?? '' }
    },
    /** Issues a short-lived token with the channel secret. */
    async issueShortLived(lineChannelId: string): Promise<string> {
      return (await atLine.issueElsewhere(lineChannelId, { kind: 'short-lived' })).accessToken
    },
    /** Issues a stateless token with the channel secret. */
    async issueStateless(lineChannelId: string, channelSecret: string): Promise<string> {
      const form = { grant_type: 'client_credentials', client_id: lineChannelId, client_secret: channelSecret }
      return (await post<{ access_token: string }>('/oauth2/v3/token', form)).access_token
    },
    /** What LINE says of a short-lived or long-lived token: 200 or 400. */
    async verifyOpaque(token: string): Promise<number> {
      const body = new URLSearchParams({ access_token: token })
      return (await fetch(`${url}/v2/oauth/verify`, { method: 'POST', body })).status
    },
    /** Revokes a short-lived or long-lived token. */
    async revokeOpaque(token: string): Promise<void> {
      await fetch(`${url}/v2/oauth/revoke`, { method: 'POST', body: new URLSearchParams({ access_token: token }) })
    },
    /** What LINE says of a v2.1 token: 200 or 400. */
    async verifyV21(token: string): Promise<number> {
      return (await fetch(`${url}/oauth2/v2.1/verify?${new URLSearchParams({ access_token: token })}`)).status
    },
  }
}

import 'server-only'
import { type AnswerOf, type CallName, CLIENT_CREDENTIALS, JWT_BEARER } from './calls'
import type {
  ChannelAccessTokenKeyIdsResponse,
  IssueChannelAccessTokenResponse,
  IssueShortLivedChannelAccessTokenResponse,
  IssueStatelessChannelAccessTokenResponse,
  RevokeResponse,
  VerifyChannelAccessTokenResponse,
} from './schema'
import { type CallOptions, type LineAnswer, type Send, send, type Wire } from './transport'
import { type ClientConfig, type Confidential, fieldsOf, incompleteCall, wireOf } from './wire'

/**
 * LINE's channel access token API with the names, parameters and results of the official client. Every method also
 * takes an AbortSignal, keeps a deadline and throws nothing but LineError, or a Refusal when a parameter is missing.
 */
export class ChannelAccessTokenClient {
  readonly #wire: Wire
  readonly #sender: Send

  constructor({ send: sender = send, ...settings }: ClientConfig = {}) {
    this.#wire = wireOf(settings)
    this.#sender = sender
  }

  /** Issues a short-lived token (30 days). It never fails for their number: over 30, LINE ends the oldest. */
  async issueChannelToken(
    grantType: string,
    clientId: string,
    clientSecret: Confidential,
    options?: CallOptions,
  ): Promise<IssueShortLivedChannelAccessTokenResponse> {
    return (await this.issueChannelTokenWithHttpInfo(grantType, clientId, clientSecret, options)).body
  }

  async issueChannelTokenWithHttpInfo(
    grantType: string,
    clientId: string,
    clientSecret: Confidential,
    options?: CallOptions,
  ): Promise<LineAnswer<IssueShortLivedChannelAccessTokenResponse>> {
    const fields = { grant_type: grantType, client_id: clientId, client_secret: clientSecret }
    return this.#send('issueChannelToken', fields, options)
  }

  /** Verifies a short-lived or long-lived token; `expires_in` in seconds. */
  async verifyChannelToken(
    accessToken: Confidential,
    options?: CallOptions,
  ): Promise<VerifyChannelAccessTokenResponse> {
    return (await this.verifyChannelTokenWithHttpInfo(accessToken, options)).body
  }

  async verifyChannelTokenWithHttpInfo(
    accessToken: Confidential,
    options?: CallOptions,
  ): Promise<LineAnswer<VerifyChannelAccessTokenResponse>> {
    return this.#send('verifyChannelToken', { access_token: accessToken }, options)
  }

  /** Revokes a short-lived or long-lived token. LINE says yes to an invalid token too: confirm by verifying. */
  async revokeChannelToken(accessToken: Confidential, options?: CallOptions): Promise<RevokeResponse> {
    return (await this.revokeChannelTokenWithHttpInfo(accessToken, options)).body
  }

  async revokeChannelTokenWithHttpInfo(
    accessToken: Confidential,
    options?: CallOptions,
  ): Promise<LineAnswer<RevokeResponse>> {
    return this.#send('revokeChannelToken', { access_token: accessToken }, options)
  }

  /** Issues a v2.1 token, which lives for the assertion's `token_exp` seconds; the 31st is refused. */
  async issueChannelTokenByJWT(
    grantType: string,
    clientAssertionType: string,
    clientAssertion: Confidential,
    options?: CallOptions,
  ): Promise<IssueChannelAccessTokenResponse> {
    return (await this.issueChannelTokenByJWTWithHttpInfo(grantType, clientAssertionType, clientAssertion, options))
      .body
  }

  async issueChannelTokenByJWTWithHttpInfo(
    grantType: string,
    clientAssertionType: string,
    clientAssertion: Confidential,
    options?: CallOptions,
  ): Promise<LineAnswer<IssueChannelAccessTokenResponse>> {
    const fields = {
      grant_type: grantType,
      client_assertion_type: clientAssertionType,
      client_assertion: clientAssertion,
    }
    return this.#send('issueChannelTokenByJWT', fields, options)
  }

  /** Verifies a v2.1 token, which LINE wants in the query. */
  async verifyChannelTokenByJWT(
    accessToken: Confidential,
    options?: CallOptions,
  ): Promise<VerifyChannelAccessTokenResponse> {
    return (await this.verifyChannelTokenByJWTWithHttpInfo(accessToken, options)).body
  }

  async verifyChannelTokenByJWTWithHttpInfo(
    accessToken: Confidential,
    options?: CallOptions,
  ): Promise<LineAnswer<VerifyChannelAccessTokenResponse>> {
    return this.#send('verifyChannelTokenByJWT', { access_token: accessToken }, options)
  }

  /** Lists the key IDs of the channel's valid v2.1 tokens; the assertion needs no `token_exp`. */
  async getsAllValidChannelAccessTokenKeyIds(
    clientAssertionType: string,
    clientAssertion: Confidential,
    options?: CallOptions,
  ): Promise<ChannelAccessTokenKeyIdsResponse> {
    return (await this.getsAllValidChannelAccessTokenKeyIdsWithHttpInfo(clientAssertionType, clientAssertion, options))
      .body
  }

  async getsAllValidChannelAccessTokenKeyIdsWithHttpInfo(
    clientAssertionType: string,
    clientAssertion: Confidential,
    options?: CallOptions,
  ): Promise<LineAnswer<ChannelAccessTokenKeyIdsResponse>> {
    const fields = { client_assertion_type: clientAssertionType, client_assertion: clientAssertion }
    return this.#send('getsAllValidChannelAccessTokenKeyIds', fields, options)
  }

  /** Revokes a v2.1 token, by the channel secret. LINE says yes to an invalid token too: confirm by the key IDs. */
  async revokeChannelTokenByJWT(
    clientId: string,
    clientSecret: Confidential,
    accessToken: Confidential,
    options?: CallOptions,
  ): Promise<RevokeResponse> {
    return (await this.revokeChannelTokenByJWTWithHttpInfo(clientId, clientSecret, accessToken, options)).body
  }

  async revokeChannelTokenByJWTWithHttpInfo(
    clientId: string,
    clientSecret: Confidential,
    accessToken: Confidential,
    options?: CallOptions,
  ): Promise<LineAnswer<RevokeResponse>> {
    const fields = { client_id: clientId, client_secret: clientSecret, access_token: accessToken }
    return this.#send('revokeChannelTokenByJWT', fields, options)
  }

  /** @deprecated Use issueStatelessChannelTokenByJWTAssertion or issueStatelessChannelTokenByClientSecret. */
  async issueStatelessChannelToken(
    grantType?: string,
    clientAssertionType?: string,
    clientAssertion?: Confidential,
    clientId?: string,
    clientSecret?: Confidential,
    options?: CallOptions,
  ): Promise<IssueStatelessChannelAccessTokenResponse> {
    return (
      await this.#issueStateless(grantType, clientAssertionType, clientAssertion, clientId, clientSecret, options)
    ).body
  }

  /** @deprecated Use issueStatelessChannelTokenByJWTAssertionWithHttpInfo or its ByClientSecret sister. */
  async issueStatelessChannelTokenWithHttpInfo(
    grantType?: string,
    clientAssertionType?: string,
    clientAssertion?: Confidential,
    clientId?: string,
    clientSecret?: Confidential,
    options?: CallOptions,
  ): Promise<LineAnswer<IssueStatelessChannelAccessTokenResponse>> {
    return this.#issueStateless(grantType, clientAssertionType, clientAssertion, clientId, clientSecret, options)
  }

  /** Issues a stateless token (15 minutes, cannot be revoked) by an assertion. */
  async issueStatelessChannelTokenByJWTAssertion(
    clientAssertion: Confidential,
    options?: CallOptions,
  ): Promise<IssueStatelessChannelAccessTokenResponse> {
    return (await this.issueStatelessChannelTokenByJWTAssertionWithHttpInfo(clientAssertion, options)).body
  }

  async issueStatelessChannelTokenByJWTAssertionWithHttpInfo(
    clientAssertion: Confidential,
    options?: CallOptions,
  ): Promise<LineAnswer<IssueStatelessChannelAccessTokenResponse>> {
    return this.#issueStateless(CLIENT_CREDENTIALS, JWT_BEARER, clientAssertion, undefined, undefined, options)
  }

  /** Issues a stateless token (15 minutes, cannot be revoked) by the channel secret. */
  async issueStatelessChannelTokenByClientSecret(
    clientId: string,
    clientSecret: Confidential,
    options?: CallOptions,
  ): Promise<IssueStatelessChannelAccessTokenResponse> {
    return (await this.issueStatelessChannelTokenByClientSecretWithHttpInfo(clientId, clientSecret, options)).body
  }

  async issueStatelessChannelTokenByClientSecretWithHttpInfo(
    clientId: string,
    clientSecret: Confidential,
    options?: CallOptions,
  ): Promise<LineAnswer<IssueStatelessChannelAccessTokenResponse>> {
    return this.#issueStateless(CLIENT_CREDENTIALS, undefined, undefined, clientId, clientSecret, options)
  }

  // LINE wants exactly one of the two proofs.
  async #issueStateless(
    grantType?: string,
    clientAssertionType?: string,
    clientAssertion?: Confidential,
    clientId?: string,
    clientSecret?: Confidential,
    options?: CallOptions,
  ): Promise<LineAnswer<IssueStatelessChannelAccessTokenResponse>> {
    const grant = { grant_type: grantType }
    const assertion = { client_assertion_type: clientAssertionType, client_assertion: clientAssertion }
    const secret = { client_id: clientId, client_secret: clientSecret }
    const isGiven = (values: object) => Object.values(values).some((value) => value !== undefined)
    if (isGiven(assertion) && isGiven(secret)) throw incompleteCall('client_id')
    return isGiven(secret)
      ? this.#send('issueStatelessChannelTokenByClientSecret', { ...grant, ...secret }, options)
      : this.#send('issueStatelessChannelTokenByJWTAssertion', { ...grant, ...assertion }, options)
  }

  async #send<Name extends CallName>(
    call: Name,
    parameters: Record<string, Confidential | undefined>,
    options?: CallOptions,
  ): Promise<LineAnswer<AnswerOf<Name>>> {
    return this.#sender(this.#wire, call, fieldsOf(parameters), options)
  }
}

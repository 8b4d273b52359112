import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'
import { Browser } from './sign-in.ts'

export interface Account {
  readonly subject: string
  email: string
  emailVerified: boolean
}

export interface OpenIdProvider {
  readonly issuer: string
  readonly client: { readonly clientId: string; readonly clientSecret: string }
  /** Goes through the provider's pages as this account; answers where the browser is sent back to. */
  signIn(startUrl: string, account: Account): Promise<string>
  close(): Promise<void>
}

/** A real OpenID provider on this machine. Its one page signs in whoever the test says. */
export async function openOpenIdProvider(publicUrl: string): Promise<OpenIdProvider> {
  const accounts = new Map<string, Account>()
  let coming: Account | undefined
  const server = createServer((request, response) => {
    if (!request.url?.startsWith('/interaction/')) return handle(request, response)
    const login = { accountId: coming?.subject ?? '' }
    return provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const client = { clientId: 'interlude', clientSecret: 'known to two' }
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [`${publicUrl}/api/auth/oidc/any/callback`],
      },
    ],
    jwks: {
      keys: [generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })],
    },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 600,
      IdToken: 600,
      Interaction: 600,
      Session: 600,
    },
    cookies: { keys: ['of a test'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    features: { devInteractions: { enabled: false } },
    pkce: { required: () => true },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: (_ctx, subject) => ({
      accountId: subject,
      claims: () => {
        const account = accounts.get(subject)
        return { sub: subject, email: account?.email, email_verified: account?.emailVerified }
      },
    }),
    // Nobody is asked whether they agree.
    loadExistingGrant: async (ctx) => {
      const accountId = ctx.oidc.session?.accountId ?? ''
      const grant = new provider.Grant({ clientId: client.clientId, accountId })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  // Which id an issuer gets here is known only once it was added.
  provider.Client.prototype.redirectUriAllowed = (uri: string) =>
    uri.startsWith(`${publicUrl}/api/auth/oidc/`)
  const handle = provider.callback()

  return {
    issuer,
    client,
    async signIn(startUrl, account) {
      accounts.set(account.subject, account)
      coming = account
      const browser = new Browser(issuer)
      let url = startUrl
      while (url.startsWith(issuer)) {
        const answer = await browser.open(url.slice(issuer.length))
        const location = answer.headers.get('location')
        if (!location) throw new Error(`the provider answered ${answer.status}`)
        url = new URL(location, issuer).href
      }
      return url
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

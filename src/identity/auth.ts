import { betterAuth } from 'better-auth'
import { PostgresDialect } from 'kysely'
import type pg from 'pg'
import { signInPlugin } from './sign-in-plugin.ts'

interface Options {
  readonly pool: pg.Pool
  readonly secret: string
  readonly publicUrl: string
  /** How often one address may fail to sign in within a minute; better-auth itself only stops floods. */
  readonly signInsPerMinute: number
}

/** The header in which we tell better-auth who calls; what a caller sends under this name is overwritten. */
export const callerHeader = 'x-interlude-caller'

export type Auth = ReturnType<typeof openAuth>

/**
 * Sign-in with e-mail and password. better-auth owns the auth_* tables and works on the same pool, but through a query
 * builder of its own: our camelCase plugin would corrupt its rows. There is no open sign-up.
 */
export const openAuth = ({ pool, secret, publicUrl, signInsPerMinute }: Options) =>
  betterAuth({
    appName: 'Interlude',
    database: { dialect: new PostgresDialect({ pool }), type: 'postgres' },
    secret,
    baseURL: publicUrl,
    basePath: '/api/auth',
    telemetry: { enabled: false },
    logger: { level: 'error' },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10, maxPasswordLength: 128 },
    // Reached under another name than the public one (localhost for 127.0.0.1), a page of this very host may sign in.
    trustedOrigins: (request) => (request ? [new URL(request.url).origin] : []),
    advanced: {
      cookiePrefix: 'interlude',
      useSecureCookies: publicUrl.startsWith('https:'),
      ipAddress: { ipAddressHeaders: [callerHeader] },
    },
    plugins: [signInPlugin],
    rateLimit: {
      enabled: true,
      storage: 'database',
      modelName: 'auth_rate_limits',
      fields: { lastRequest: 'last_request' },
      window: 60,
      max: 300,
      customRules: { '/sign-in/email': { window: 60, max: signInsPerMinute * 30 } },
    },
    user: {
      modelName: 'auth_users',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    session: {
      modelName: 'auth_sessions',
      expiresIn: 30 * 86_400,
      updateAge: 86_400,
      cookieCache: { enabled: false },
      fields: {
        userId: 'user_id',
        expiresAt: 'expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
      },
    },
    account: {
      modelName: 'auth_accounts',
      fields: {
        userId: 'user_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      modelName: 'auth_verifications',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
  })

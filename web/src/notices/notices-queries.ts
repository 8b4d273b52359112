import type { NoticeCount, NoticeSettings } from '../../../src/notices/schemas.ts'
import { call } from '../api/call.ts'

interface Context {
  readonly signal: AbortSignal
}

export const noticeCountQuery = {
  queryKey: ['notice-count'],
  queryFn: ({ signal }: Context) => call<NoticeCount>('/api/v1/notices/count', { signal, mayAsk: false }),
  staleTime: 0,
}

export const noticeSettingsQuery = {
  queryKey: ['notice-settings'],
  queryFn: ({ signal }: Context) => call<NoticeSettings>('/api/v1/me/notice-settings', { signal }),
}

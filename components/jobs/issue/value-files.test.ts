import { expect, it } from 'vitest'
import { asCsv, asEnv } from './value-files'

const values = [
  { channelName: 'Shibuya, "main"', lineChannelId: '2000000001', value: 'eyJ.a.b' },
  { channelName: '=HYPERLINK("x")', lineChannelId: '2000000002', value: '+opaque/value=' },
]

it('names each value in a .env file after its channel ID', () =>
  expect(asEnv(values)).toBe(
    'LINE_CHANNEL_ACCESS_TOKEN_2000000001=eyJ.a.b\nLINE_CHANNEL_ACCESS_TOKEN_2000000002=+opaque/value=\n',
  ))

it('quotes each cell, keeps a name from being run as a formula, and never alters a value', () =>
  expect(asCsv(values)).toBe(
    [
      '"channel_name","channel_id","channel_access_token"',
      '"Shibuya, ""main""","2000000001","eyJ.a.b"',
      '"\'=HYPERLINK(""x"")","2000000002","+opaque/value="',
      '',
    ].join('\r\n'),
  ))

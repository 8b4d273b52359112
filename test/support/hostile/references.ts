import { type HostileFile, marker } from './hostile-file.ts'
import { box, changeBox, full, text, u32 } from './mp4.ts'

/** An HLS playlist of one segment. */
export const playlist = (uri: string, more = ''): string =>
  `#EXTM3U\n#EXT-X-TARGETDURATION:6\n${more}#EXTINF:6,\n${uri}\n#EXT-X-ENDLIST\n`

const says =
  (words: (here: string) => string): HostileFile['make'] =>
  ({ port }) =>
    Buffer.from(words(`127.0.0.1:${port}`))

/** Files that would have others opened: by address, by path, or beside them. */
export const references: readonly HostileFile[] = [
  {
    what: 'a playlist of an address inside the network',
    name: 'lesson.mp4',
    make: says((here) => playlist(`http://${here}/segment.ts`)),
    ends: 'not-media',
  },
  {
    what: 'a playlist whose key and first part are addresses',
    name: 'lesson.mov',
    make: says((here) =>
      playlist(
        'segment.mp4',
        `#EXT-X-KEY:METHOD=AES-128,URI="http://${here}/key"\n#EXT-X-MAP:URI="http://${here}/init.mp4"\n`,
      ),
    ),
    ends: 'not-media',
  },
  {
    what: 'a playlist of playlists',
    name: 'lesson.mkv',
    make: says((here) => `#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nhttp://${here}/low.m3u8\n`),
    ends: 'not-media',
  },
  {
    what: 'a playlist of the file of passwords',
    name: 'lesson.mp4',
    make: says(() => playlist('file:///etc/passwd')),
    ends: 'not-media',
  },
  {
    what: 'a playlist by protocols within protocols',
    name: 'lesson.mp4',
    make: says((here) =>
      playlist(`concat:http://${here}/a|subfile,,start,0,end,64,,:/etc/passwd`, '#EXT-X-MEDIA-SEQUENCE:0\n'),
    ),
    ends: 'not-media',
  },
  {
    what: 'a playlist of the original beside it',
    name: 'lesson.mp4',
    make: says(() => playlist('original')),
    ends: 'not-media',
  },
  {
    what: 'a script that joins an address',
    name: 'lesson.mkv',
    make: says((here) => `ffconcat version 1.0\nfile http://${here}/a.mp4\n`),
    ends: 'not-media',
  },
  {
    what: 'a script that joins files by options',
    name: 'lesson.mp4',
    make: says(
      (here) =>
        `ffconcat version 1.0\noption safe 0\nfile /etc/passwd\noption protocol_whitelist http,tcp\nfile http://${here}/a\n`,
    ),
    ends: 'not-media',
  },
  {
    what: 'a DASH manifest of an address',
    name: 'lesson.mp4',
    make: says(
      (here) =>
        `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static" mediaPresentationDuration="PT9S" profiles="urn:mpeg:dash:profile:isoff-on-demand:2011"><Period><AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1"><BaseURL>http://${here}/a.mp4</BaseURL></Representation></AdaptationSet></Period></MPD>`,
    ),
    ends: 'not-media',
  },
  {
    what: 'a session description that has us send and listen',
    name: 'lesson.mp4',
    make: ({ port }) =>
      Buffer.from(
        `v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=video ${port} RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n`,
      ),
    ends: 'not-media',
  },
  {
    what: 'a list of links as media players know them',
    name: 'lesson.avi',
    make: says((here) => `<asx version="3.0"><entry><ref href="http://${here}/a"/></entry></asx>`),
    ends: 'not-media',
  },
  {
    what: 'a movie that refers to another by address',
    name: 'lesson.mov',
    make: ({ port }) => {
      const url = text(`http://127.0.0.1:${port}/a.mov\0`)
      const reference = full('rdrf', 0, text('url '), u32(url.length), url)
      return Buffer.concat([
        box('ftyp', text('qt  '), u32(0)),
        box('moov', box('rmra', box('rmda', reference))),
      ])
    },
    ends: ['no-picture-or-sound', 'not-media', 'truncated'],
  },
  {
    what: 'a movie whose samples are in the file of passwords',
    name: 'lesson.mov',
    make: async ({ base }) =>
      changeBox(await base('mp4'), 'moov/trak/mdia/minf/dinf/dref', () =>
        Buffer.concat([u32(0, 1), full('url ', 0, text('file:///etc/passwd\0'))]),
      ),
    ends: ['safe', 'truncated', 'no-picture-or-sound'],
  },
  {
    what: 'a movie whose samples are behind a link to a file beside it',
    name: 'lesson.mov',
    make: async ({ base }) =>
      changeBox(await base('mp4'), 'moov/trak/mdia/minf/dinf/dref', () =>
        Buffer.concat([u32(0, 1), full('alis', 0, Buffer.alloc(142), text(`/../${marker}\0`))]),
      ),
    ends: ['safe', 'truncated', 'no-picture-or-sound', 'not-media'],
  },
]

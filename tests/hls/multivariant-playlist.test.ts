import { describe, expect, it } from 'vitest';
import { parseMultivariant } from '../../src/hls/multivariant-playlist.ts';

const BASE = 'https://origin.example/live/main.m3u8?q=1';
const parse = (...lines: string[]) => parseMultivariant(['#EXTM3U', ...lines, ''].join('\n'), BASE);

describe('parseMultivariant', () => {
  it('reads variants in their order, with everything explicit', () => {
    const playlist = parse(
      '#EXT-X-INDEPENDENT-SEGMENTS',
      '#EXT-X-STREAM-INF:BANDWIDTH=64000,AVERAGE-BANDWIDTH=60000,CODECS="mp4a.40.2, mp4a.40.5",PATHWAY-ID="b",STABLE-VARIANT-ID="low"',
      'low/live.m3u8',
      '#EXT-X-STREAM-INF:BANDWIDTH=96000',
      '# a comment between tag and URI',
      '',
      'https://other.example/high.m3u8',
    );
    expect(playlist.independentSegments).toBe(true);
    expect(playlist.variants).toEqual([
      {
        url: 'https://origin.example/live/low/live.m3u8',
        bandwidthBps: 64_000,
        averageBandwidthBps: 60_000,
        codecs: ['mp4a.40.2', 'mp4a.40.5'],
        audioGroupId: null,
        textGroupId: null,
        pathwayId: 'b',
        stableVariantId: 'low',
        hasVideo: false,
      },
      {
        url: 'https://other.example/high.m3u8',
        bandwidthBps: 96_000,
        averageBandwidthBps: null,
        codecs: null,
        audioGroupId: null,
        textGroupId: null,
        pathwayId: '.',
        stableVariantId: null,
        hasVideo: false,
      },
    ]);
  });

  it('plays a list written by hand, without BANDWIDTH', () => {
    expect(parse('#EXT-X-STREAM-INF:PROGRAM-ID=1', 'a.m3u8').variants[0]?.bandwidthBps).toBe(0);
    expect(parse('#EXT-X-STREAM-INF:AVERAGE-BANDWIDTH=9', 'a.m3u8').variants[0]?.bandwidthBps).toBe(9);
  });

  it.each([
    ['CODECS="mp4a.40.2"', false],
    ['CODECS="mp4a.40.2,avc1.64001f"', true],
    ['CODECS="hvc1.2.4.L93"', true],
    ['CODECS="opus"', false],
    ['RESOLUTION=640x360', true],
    ['FRAME-RATE=25', true],
    ['VIDEO="cams"', true],
    ['AUDIO="a"', false],
  ])('%s: video %s', (attributes, hasVideo) => {
    expect(parse(`#EXT-X-STREAM-INF:BANDWIDTH=1,${attributes}`, 'a.m3u8').variants[0]?.hasVideo).toBe(
      hasVideo,
    );
  });

  it('groups audio renditions and leaves other media out', () => {
    const playlist = parse(
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="Deutsch",LANGUAGE="de",ASSOC-LANGUAGE="gsw",DEFAULT=YES,URI="de.m3u8",CHANNELS="2"',
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="In the variant",AUTOSELECT=YES',
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="b",NAME="English",URI="en.m3u8",STABLE-RENDITION-ID="e"',
      '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="a",NAME="Text",URI="text.m3u8"',
      '#EXT-X-STREAM-INF:BANDWIDTH=1,AUDIO="a"',
      'v.m3u8',
    );
    expect(playlist.variants[0]?.audioGroupId).toBe('a');
    expect([...playlist.audioGroups.keys()]).toEqual(['a', 'b']);
    expect(playlist.audioGroups.get('a')).toEqual([
      {
        groupId: 'a',
        name: 'Deutsch',
        language: 'de',
        assocLanguage: 'gsw',
        url: 'https://origin.example/live/de.m3u8',
        isDefault: true,
        autoselect: true,
        channels: '2',
        stableRenditionId: null,
      },
      expect.objectContaining({
        name: 'In the variant',
        assocLanguage: null,
        url: null,
        isDefault: false,
        autoselect: true,
      }),
    ]);
    expect(playlist.audioGroups.get('b')).toMatchObject([{ autoselect: false, stableRenditionId: 'e' }]);
  });

  it('reads content steering', () => {
    const variant = ['#EXT-X-STREAM-INF:BANDWIDTH=1', 'v.m3u8'];
    expect(parse(...variant).contentSteering).toBeNull();
    expect(
      parse('#EXT-X-CONTENT-STEERING:SERVER-URI="/steer",PATHWAY-ID="b"', ...variant).contentSteering,
    ).toEqual({
      serverUri: 'https://origin.example/steer',
      pathwayId: 'b',
    });
  });

  it('replaces variables and hands them on', () => {
    const playlist = parse(
      '#EXT-X-DEFINE:NAME="host",VALUE="https://cdn.example"',
      '#EXT-X-DEFINE:QUERYPARAM="q"',
      '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="x",URI="{$host}/a.m3u8?q={$q}"',
      '#EXT-X-STREAM-INF:BANDWIDTH=1',
      '{$host}/v.m3u8',
    );
    expect(playlist.variants[0]?.url).toBe('https://cdn.example/v.m3u8');
    expect(playlist.audioGroups.get('a')?.[0]?.url).toBe('https://cdn.example/a.m3u8?q=1');
    expect([...playlist.variables]).toEqual([
      ['host', 'https://cdn.example'],
      ['q', '1'],
    ]);
  });

  it.each([
    [['#EXT-X-STREAM-INF:BANDWIDTH=1'], 'line 2: EXT-X-STREAM-INF without a URI line'],
    [
      ['#EXT-X-STREAM-INF:BANDWIDTH=1', '#EXT-X-STREAM-INF:BANDWIDTH=2', 'a'],
      'line 2: EXT-X-STREAM-INF without a URI',
    ],
    [['#EXT-X-STREAM-INF:BANDWIDTH=1,CODECS="mp4a'], 'line 2: expected NAME=value'],
    [
      ['#EXT-X-STREAM-INF:BANDWIDTH=1', 'javascript:alert(1)'],
      'line 3: "javascript:alert(1)" is neither http nor https',
    ],
    [['#EXT-X-STREAM-INF:BANDWIDTH=1', 'https://'], 'line 3: "https://" is no URL'],
    [['#EXT-X-MEDIA:TYPE=AUDIO,NAME="x"'], 'line 2: EXT-X-MEDIA without GROUP-ID'],
    [['#EXT-X-CONTENT-STEERING:PATHWAY-ID="a"'], 'line 2: EXT-X-CONTENT-STEERING without SERVER-URI'],
    [['#EXT-X-VERSION:7'], 'no variant'],
  ])('refuses %j', (lines, message) => {
    expect(() => parse(...lines)).toThrow(message);
  });

  it('refuses a page, and a list that was cut in its last address', () => {
    expect(() => parseMultivariant('<!doctype html>', BASE)).toThrow('line 1: expected #EXTM3U');
    const cut = '#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\na.m3u8\n#EXT-X-STREAM-INF:BANDWIDTH=2\nb.m3';
    expect(() => parseMultivariant(cut, BASE)).toThrow('line 5: the playlist ends in the middle of a URI');
    expect(parseMultivariant(`${cut}u8`, BASE).variants).toHaveLength(2);
  });

  it.each([
    ['high.m3u8?t=1', 'low.m3u8?t=1', 2],
    ['stereo', 'mono', 2],
    ['a.m3u8?kbps=128', 'a.m3u8?kbps=64', 2],
    ['a.m3u8?kbps=128&t=1', 'a.m3u8?kbps=64&t', 2],
    ['a.m3u8?kbps=128&t=1', 'a.m3u8?kbps=64&', null],
    ['a.m3u8?token=1', 'b.m3u8?tok', null],
    ['a.m3u8?token=1', 'b.m3u8', null],
  ])('with %s, takes %s at the very end for whole (variants: %s)', (first, last, expected) => {
    const text = `#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n${first}\n#EXT-X-STREAM-INF:BANDWIDTH=2\n${last}`;
    if (expected === null) expect(() => parseMultivariant(text, BASE)).toThrow('in the middle of a URI');
    else expect(parseMultivariant(text, BASE).variants).toHaveLength(expected);
  });

  it('reads subtitle renditions by their groups, and which group a variant has', () => {
    const playlist = parse(
      '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="t",NAME="English",LANGUAGE="en",DEFAULT=YES,URI="en.m3u8"',
      '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="t",NAME="Signs",LANGUAGE="de",FORCED=YES,AUTOSELECT=YES,STABLE-RENDITION-ID="s",URI="https://other.example/de.m3u8"',
      '#EXT-X-STREAM-INF:BANDWIDTH=1,SUBTITLES="t"',
      'a.m3u8',
    );
    expect(playlist.variants[0]?.textGroupId).toBe('t');
    expect(playlist.audioGroups.size).toBe(0);
    expect(playlist.textGroups.get('t')).toEqual([
      {
        groupId: 't',
        name: 'English',
        language: 'en',
        url: 'https://origin.example/live/en.m3u8',
        isDefault: true,
        autoselect: true,
        isForced: false,
        stableRenditionId: null,
      },
      {
        groupId: 't',
        name: 'Signs',
        language: 'de',
        url: 'https://other.example/de.m3u8',
        isDefault: false,
        autoselect: true,
        isForced: true,
        stableRenditionId: 's',
      },
    ]);
  });

  it.each([
    'TYPE=SUBTITLES,NAME="x",URI="x.m3u8"',
    'TYPE=SUBTITLES,GROUP-ID="t",NAME="x"',
    'TYPE=SUBTITLES,GROUP-ID="t",NAME="x",URI="javascript:alert(1)"',
    'TYPE=SUBTITLES,GROUP-ID="t",NAME="x",URI="https://[/"',
    'TYPE=CLOSED-CAPTIONS,GROUP-ID="t",NAME="x",INSTREAM-ID="CC1"',
  ])('does not lose the sound for the sake of %s', (attributes) => {
    const playlist = parse(`#EXT-X-MEDIA:${attributes}`, '#EXT-X-STREAM-INF:BANDWIDTH=1', 'a.m3u8');
    expect(playlist.variants).toHaveLength(1);
    expect(playlist.textGroups.size).toBe(0);
  });
});

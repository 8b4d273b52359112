/** A voice without words at these times (seconds, half-open): a buzz in syllables, through a throat of one resonance. */
export function voice(
  spoken: readonly (readonly [number, number])[],
  seconds: number,
  amplitude = 0.3,
): string {
  const when = spoken.map(([from, to]) => `gte(t,${from})*lt(t,${to})`).join('+')
  const buzz = '(2*(140*t+3*sin(1.9*t)-floor(140*t+3*sin(1.9*t)))-1)'
  // Never quite silent between syllables, and loud from the first sample to the last.
  const syllables = '(0.25+0.75*abs(cos(2*PI*2.1*t)))'
  return `aevalsrc='${amplitude}*(${when})*${syllables}*${buzz}':s=48000:d=${seconds},equalizer=f=600:t=q:w=1.2:g=6`
}

/** A room by itself: `amplitude` 0.001 is one at night, 0.02 one with a fan. */
export const room = (seconds: number, amplitude: number, colour = 'pink'): string =>
  `anoisesrc=r=48000:d=${seconds}:c=${colour}:a=${amplitude}:seed=11`

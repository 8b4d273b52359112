interface Props {
  /** 0..1; undefined where it cannot be told. */
  readonly fraction: number | undefined
  readonly label: string
}

export function ProgressBar({ fraction, label }: Props) {
  return <progress class="progress" max={1} value={fraction} aria-label={label} />
}

/** Enough of a mailbox for its owner to know it by, and no address for anybody else. */
export const maskAddress = (email: string): string => {
  const at = email.lastIndexOf('@')
  return `${[...email].slice(0, 1).join('')}…${email.slice(at)}`
}

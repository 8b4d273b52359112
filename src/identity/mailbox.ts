/** An e-mail address as it is compared: nobody minds how it is written. */
export const mailboxOf = (email: string): string => email.trim().toLowerCase()

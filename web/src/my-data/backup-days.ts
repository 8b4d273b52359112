/** How long the server's backups may still hold what was destroyed. The server has the same in `certify-purge.ts`. */
export const backupDays = 35

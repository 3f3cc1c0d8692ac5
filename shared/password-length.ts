/** How long a password may be, in characters: asked on the screen, held by the server. */
export const MIN_PASSWORD_LENGTH = 10;
export const MAX_PASSWORD_LENGTH = 128;

/** An id of ours as the provider gives it back: whatever is no UUID is none of ours. */
export const uuidOf = (text: string | undefined): string | null =>
  text !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text) ? text : null;

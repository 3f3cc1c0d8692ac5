/** Codes out of a stream of characters: each ends with CR, LF or both, whatever pieces it comes in. */
export function createLineReader(onCode: (code: string) => void) {
  let kept = '';
  const end = () => {
    const code = kept.trim();
    kept = '';
    if (code !== '') onCode(code);
  };
  return {
    take(text: string) {
      for (const character of text) {
        if (character === '\r' || character === '\n') end();
        else kept += character;
      }
    },
    /** Silence ends a code of a scanner that sends nothing after it. */
    end,
  };
}

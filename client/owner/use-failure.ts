import { useLanguage } from '../app/use-language.ts';
import { showToast } from '../ui/toast-store.ts';
import { sentenceFor } from './trpc.ts';

/** Tells why something could not be done, where no form stands to tell it. */
export function useFailure(): (error: unknown) => void {
  const language = useLanguage();
  return (error) =>
    void showToast({ message: sentenceFor(error, language), tone: 'warning', durationMs: 8_000 });
}

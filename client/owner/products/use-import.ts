import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { v7 } from 'uuid';
import { type ImportReport, MAX_IMPORT_BYTES } from '../../../shared/catalogue/import-report.ts';
import { PlainRefusal } from '../trpc.ts';
import { sendBytes } from './plain-call.ts';
import { useCatalogueChanged } from './use-products.ts';

/** A chosen file and the id under which it is applied: a repeated press or a lost answer never applies it twice. */
interface ChosenFile {
  file: File;
  importId: string;
}

/** The steps of an import: choose and check, look at the report, apply. */
export function useImport() {
  const changed = useCatalogueChanged();
  const [chosen, setChosen] = useState<ChosenFile | null>(null);
  const [outletId, setOutletId] = useState<string | undefined>(undefined);
  const send = ({ file, importId }: ChosenFile, mode: ImportReport['mode'], outlet: string | undefined) => {
    if (file.size > MAX_IMPORT_BYTES) throw new PlainRefusal({ code: 'tooLarge', values: {} });
    const query = new URLSearchParams({ mode, importId, ...(outlet ? { outlet } : {}) });
    return sendBytes<ImportReport>(`/catalogue/import?${query}`, file);
  };
  const check = useMutation({
    mutationFn: (one: ChosenFile & { outlet: string | undefined }) => send(one, 'dry-run', one.outlet),
  });
  const apply = useMutation({
    mutationFn: (one: ChosenFile) => send(one, 'apply', outletId),
    // The same id is answered with what was done, should the first answer have been lost.
    retry: (count, error) => count < 3 && !(error instanceof PlainRefusal),
    onSuccess: () => changed(),
  });
  const choose = (file: File) => {
    const one = { file, importId: v7() };
    setChosen(one);
    apply.reset();
    check.mutate({ ...one, outlet: outletId });
  };
  return {
    file: chosen?.file ?? null,
    check,
    apply,
    outletId,
    choose,
    chooseOutlet: (id: string) => {
      setOutletId(id);
      if (chosen) check.mutate({ ...chosen, outlet: id });
    },
    applyNow: () => chosen && apply.mutate(chosen),
    startOver: () => {
      setChosen(null);
      check.reset();
      apply.reset();
    },
  };
}

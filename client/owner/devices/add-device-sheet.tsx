import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import form from '../frame/form.module.css';
import { useTRPC } from '../trpc.ts';
import { useFailure } from '../use-failure.ts';
import styles from './add-device-sheet.module.css';
import { EnrolmentCode } from './enrolment-code.tsx';

type Place = { id: string; name: string };
type AddDeviceSheetProps = { outlets: readonly Place[]; onClose: () => void };

/** Choose an outlet, get a code, and see the tablet appear. */
export function AddDeviceSheet({ outlets, onClose }: AddDeviceSheetProps) {
  const { t } = useTranslation('owner');
  const trpc = useTRPC();
  const failed = useFailure();
  const only = outlets.length === 1 ? outlets[0] : undefined;
  const [place, setPlace] = useState<Place | undefined>(only);
  const { mutate, reset, data, isPending } = useMutation(
    trpc.accounts.devices.newCode.mutationOptions({ onError: failed }),
  );
  const onlyId = only?.id;
  useEffect(() => {
    // Nothing to choose: the code stands there at once.
    if (onlyId !== undefined) mutate({ outletId: onlyId });
  }, [onlyId, mutate]);
  if (place && data)
    return (
      <EnrolmentCode
        key={data.code}
        place={place}
        issued={data}
        busy={isPending}
        onNewCode={() => mutate({ outletId: place.id })}
        onAnother={() => {
          reset();
          if (only) mutate({ outletId: only.id });
          else setPlace(undefined);
        }}
        onClose={onClose}
      />
    );
  return (
    <Sheet title={t('devices.add')} closeLabel={t('form.close')} onClose={onClose}>
      <div className={form.form}>
        {outlets.length === 0 ? (
          <p>{t('devices.noOutlet')}</p>
        ) : (
          <>
            <p id="add-device-outlet">{t('devices.chooseOutlet')}</p>
            <ul className={styles.places} aria-labelledby="add-device-outlet">
              {outlets.map((one) => (
                <li key={one.id}>
                  <Button
                    size={56}
                    wide
                    busy={isPending && place?.id === one.id}
                    onClick={() => {
                      setPlace(one);
                      mutate({ outletId: one.id });
                    }}
                  >
                    {one.name}
                  </Button>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </Sheet>
  );
}

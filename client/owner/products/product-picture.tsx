import styles from './product-picture.module.css';

/** A product's picture, or the first letter of its name on a tile. */
export function ProductPicture({
  pictureId,
  name,
  size,
}: {
  pictureId: string | null;
  name: string;
  size: number;
}) {
  const place = { width: size, height: size };
  return pictureId ? (
    <img src={`/pictures/${pictureId}`} alt="" loading="lazy" className={styles.picture} {...place} />
  ) : (
    <span aria-hidden="true" className={styles.letter} style={{ ...place, fontSize: size * 0.42 }}>
      {[...name.trim()][0]?.toLocaleUpperCase() ?? '?'}
    </span>
  );
}

export function buildClientIfNeeded(): void;

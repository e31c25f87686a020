// Pieces that follow one another and have no name: each is called by what it is, and by how often that came before it.

/** The pieces with a key each, in order; `nameOf` says what a piece is. */
export function namedPieces<Piece>(
  pieces: readonly Piece[],
  nameOf: (piece: Piece) => string,
): readonly { readonly key: string; readonly piece: Piece }[] {
  const times = new Map<string, number>();
  return pieces.map((piece) => {
    const name = nameOf(piece);
    const before = times.get(name) ?? 0;
    times.set(name, before + 1);
    return { key: `${before} ${name}`, piece };
  });
}

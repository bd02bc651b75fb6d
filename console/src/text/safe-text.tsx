/** Text that others wrote, in a direction of its own: nothing in it turns or hides the text around it. */
import { splitDirections, type Piece } from './hidden.ts';

/** What sets directions is shown by its code. */
export function SafeText({ text }: { readonly text: string }) {
  return (
    <bdi>
      <Pieces pieces={splitDirections(text)} />
    </bdi>
  );
}

/** Text as it is, and codes in boxes. */
export function Pieces({ pieces }: { readonly pieces: readonly Piece[] }) {
  return (
    <>
      {pieces.map((piece) =>
        'text' in piece ? (
          piece.text
        ) : (
          <span class="hidden-code" title="A character that cannot be seen">
            {piece.code}
          </span>
        ),
      )}
    </>
  );
}

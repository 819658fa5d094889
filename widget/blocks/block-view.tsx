import type { ComponentType } from 'preact';
import type { Block, BlockKind } from '../../shared/schemas/block.ts';
import type { Acts, BodyProps } from './acts.ts';
import { Boundary } from './boundary.tsx';
import { Frame } from './frame.tsx';
import type { Bodies } from './kit.ts';

interface Props {
  block: Block;
  bodies: Bodies;
  acts: Acts;
  /** Called during the render that failed: the content is not what the kind promises, and nothing is drawn. */
  onBroken(): void;
}

/** One block in its frame. Another block in the same place is drawn anew; the same one keeps its elements and what a person did in them. */
export function BlockView({ block, bodies, acts, onBroken }: Props) {
  // The table pairs each kind with its own content; the compiler cannot follow that through the union.
  const Body = bodies[block.kind] as ComponentType<BodyProps<BlockKind>>;
  return (
    <Boundary key={block.id} onBroken={onBroken}>
      <Frame block={block} acts={acts}>
        <Body content={block.content} labels={block.labels} acts={acts} />
      </Frame>
    </Boundary>
  );
}

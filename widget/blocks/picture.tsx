import { Component } from 'preact';
import { Icon } from './icon.tsx';
import { PICTURE_PATH } from './icon-paths.ts';
import { safeImage } from './safe-url.ts';

interface Props {
  url: string | undefined;
}

interface State {
  brokenUrl?: string;
}

/**
 * A product's picture in a box of fixed proportions, so that nothing moves when it arrives.
 * The product's name always stands beside it, so the picture itself is silent (`alt=""`): a screen reader says the name once.
 * None, unsafe or broken: a neutral box.
 */
export class Picture extends Component<Props, State> {
  override render({ url }: Props, { brokenUrl }: State) {
    const src = safeImage(url);
    return (
      <span class="picture">
        {src && src !== brokenUrl ? (
          // `loading` stands before `src`: the other way round the browser has begun to fetch before it hears that it may wait.
          <img alt="" loading="lazy" decoding="async" src={src} onError={() => this.setState({ brokenUrl: src })} />
        ) : (
          <Icon path={PICTURE_PATH} />
        )}
      </span>
    );
  }
}

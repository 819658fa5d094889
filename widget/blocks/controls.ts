import type { ComponentType, JSX } from 'preact';
import type { PrivacyAct, RendererHost } from '../renderer/seam.ts';
import type { ControlsProps } from './acts.ts';
import type { Kit } from './kit.ts';

interface State {
  /** waits to be confirmed */
  asked?: PrivacyAct | undefined;
  /** whose button gets the focus back when its question is taken back */
  back?: PrivacyAct | undefined;
  /** under way */
  running?: PrivacyAct | undefined;
  done?: PrivacyAct | undefined;
}

const ACTS = ['reset', 'download', 'erase'] as const;

/**
 * "Less like this", and what a shopper may ask about their own data. What cannot be undone is asked for once more, in place. A control whose
 * word is missing is not drawn, nor are those of `privacy` where the page's widget does not offer it.
 */
export function createControls(
  { h, Component }: Pick<Kit, 'h' | 'Component'>,
  privacy: RendererHost['privacy'],
): ComponentType<ControlsProps> {
  return class Controls extends Component<ControlsProps, State> {
    /** where the focus goes when what had it is gone */
    declare next: HTMLElement | null;

    override componentDidUpdate(_: ControlsProps, { asked, done }: State): void {
      if (asked !== this.state.asked || done !== this.state.done) this.next?.focus();
    }

    override render({ labels, acts }: ControlsProps, { asked, back, running, done }: State): JSX.Element {
      const control = (label: string | undefined, onClick: () => void, props?: object) =>
        label && h('button', { type: 'button', class: 'control', onClick, ...props }, label);
      const run = async (act: PrivacyAct) => {
        if (this.state.running) return;
        this.setState({ running: act, done: undefined });
        const done = await privacy?.(act).then(
          () => act,
          () => undefined,
        );
        this.setState({ running: undefined, asked: undefined, done });
      };
      const want = (act: PrivacyAct) => (act === 'download' ? run(act) : this.setState({ asked: act, back: act, done: undefined }));
      const onKeyDown = (event: KeyboardEvent) => {
        if (event.key !== 'Escape') return;
        // Esc takes one step back at a time: out of the question, out of the controls; the block itself is for the next one.
        event.preventDefault();
        if (asked) return this.setState({ asked: undefined });
        const opener = (event.currentTarget as HTMLElement).closest('.why')?.querySelector('button');
        opener?.click();
        opener?.focus();
      };
      const ref = (element: HTMLElement | null) => {
        this.next = element;
      };
      const choices = () => [
        control(labels.less, () => acts.dismiss('less'), { key: 'less' }),
        privacy &&
          ACTS.map((act) =>
            control(labels[act], () => void want(act), {
              key: act,
              'aria-disabled': running === act,
              ref: act === back && !done ? ref : null,
            }),
          ),
      ];
      const question = (act: PrivacyAct) => [
        h('p', { id: 'sure', key: 'sure' }, act === 'erase' && labels.confirmErase ? labels.confirmErase : labels[act]),
        control(labels[act], () => void run(act), { key: 'yes', 'aria-describedby': 'sure', 'aria-disabled': !!running }),
        control(labels.close, () => this.setState({ asked: undefined }), { key: 'no', ref, 'aria-describedby': 'sure' }),
      ];
      // What is erased needs no further buttons; the words that say so stay.
      return h(
        'div',
        { class: 'controls', role: 'group', onKeyDown },
        asked ? question(asked) : done !== 'erase' && choices(),
        h('p', { role: 'status', tabIndex: -1, key: 'status', ref: done ? ref : null }, done && labels.done),
      );
    }
  };
}

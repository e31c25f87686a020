// The screen of the address, its code fetched when it is first opened. A screen that fails takes nothing else with it,
// and one whose code is gone because the desk was updated says so.
import { Button } from 'antd';
import {
  Component,
  lazy,
  type LazyExoticComponent,
  type ComponentType,
  type ReactNode,
  Suspense,
  useEffect,
  useRef,
} from 'react';
import { Link, Route, Switch, useLocation } from 'wouter';
import { Waiting } from '../kit/Answered.tsx';
import { EmptyState } from '../kit/EmptyState.tsx';
import { FailureNote } from '../kit/FailureNote.tsx';
import { PageHeader } from '../kit/PageHeader.tsx';
import type { Screen, ScreenProps } from '../kit/screens.ts';
import { useSession } from '../kit/session.ts';
import { useWords } from '../kit/words.ts';
import { isOpenTo } from './navigation.ts';
import { shellWords } from './words.ts';

type Loaded = LazyExoticComponent<ComponentType<ScreenProps>>;

const loaded = new Map<Screen, Loaded>();

function componentOf(screen: Screen): Loaded {
  const known = loaded.get(screen) ?? lazy(screen.load);
  loaded.set(screen, known);
  return known;
}

/** In the main part of the shell. */
export function OpenScreen({ screens }: { readonly screens: readonly Screen[] }): ReactNode {
  const { may, organisation } = useSession();
  const [location] = useLocation();
  const place = useRef<HTMLDivElement>(null);
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) document.querySelector<HTMLElement>('#main')?.focus({ preventScroll: true });
    if (!first.current) scrollTo(0, 0);
    first.current = false;
  }, [location]);
  return (
    <div ref={place} className="screen" key={organisation.id}>
      <ScreenBoundary key={location}>
        <Suspense fallback={<Waiting />}>
          <Switch>
            {screens
              .filter((screen) => isOpenTo(screen, may))
              .map((screen) => (
                <Route key={screen.path} path={screen.path}>
                  {(params: Readonly<Record<string, string | undefined>>) => <Opened screen={screen} params={params} />}
                </Route>
              ))}
            <Route>
              <NotFound />
            </Route>
          </Switch>
        </Suspense>
      </ScreenBoundary>
    </div>
  );
}

type OpenedProps = { readonly screen: Screen; readonly params: Readonly<Record<string, string | undefined>> };

function Opened({ screen, params }: OpenedProps): ReactNode {
  const Shown = componentOf(screen);
  const named = Object.entries(params).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return <Shown params={Object.fromEntries(named)} />;
}

function NotFound(): ReactNode {
  const { notFound } = useWords(shellWords);
  return (
    <>
      <PageHeader title={notFound.title} />
      <EmptyState title={notFound.title} why={notFound.why} action={<Link href="/">{notFound.home}</Link>} />
    </>
  );
}

type Boundary = { readonly failed: unknown };

class ScreenBoundary extends Component<{ readonly children: ReactNode }, Boundary> {
  override state: Boundary = { failed: null };

  static getDerivedStateFromError(failed: unknown): Boundary {
    return { failed };
  }

  override render(): ReactNode {
    const { failed } = this.state;
    if (failed === null) return this.props.children;
    return isMissingCode(failed) ? <NewVersion /> : <FailureNote failure={failed} onAgain={() => location.reload()} />;
  }
}

const isMissingCode = (cause: unknown): boolean =>
  cause instanceof TypeError && /import|module|fetch/i.test(cause.message);

function NewVersion(): ReactNode {
  const { newVersion } = useWords(shellWords);
  return (
    <EmptyState
      title={newVersion.lead}
      why={newVersion.todo}
      action={<Button onClick={() => location.reload()}>{newVersion.reload}</Button>}
    />
  );
}

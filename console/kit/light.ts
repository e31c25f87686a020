// Day or night on the whole screen: the tokens as custom properties for our own styles, and the same tokens as the theme
// of Ant Design, whose own colours are all replaced: no blue, no red, no amber.
import { theme, type ThemeConfig } from 'antd';
import tokensCss from '../../site/tokens.css?raw';
import { appearance } from './preferences.ts';
import { useWatched, watched } from './store.ts';
import { readTokens, type Tokens } from './tokens.ts';

export type Light = 'day' | 'night';

const tokens = readTokens(tokensCss);
const dark = matchMedia('(prefers-color-scheme: dark)');
const device = watched<Light>(dark.matches ? 'night' : 'day');
dark.addEventListener('change', () => device.set(dark.matches ? 'night' : 'day'));

/** Whether it is day or night on this screen. */
export function useLight(): Light {
  const wish = useWatched(appearance);
  const now = useWatched(device);
  return wish === 'auto' ? now : wish;
}

/** Hangs the tokens on the document, so that our style sheets follow. */
export function showLight(light: Light): void {
  const root = document.documentElement;
  const night = Object.entries(tokens.night).filter(([name, value]) => tokens.day[name] !== value);
  for (const [name, value] of night)
    root.style.setProperty(`--${name}`, light === 'night' ? value : (tokens.day[name] ?? value));
  root.style.colorScheme = light === 'night' ? 'dark' : 'light';
  root.dataset['light'] = light;
}

/** Ant Design in our colours. */
export function themeOf(light: Light, calm: boolean): ThemeConfig {
  const of = (name: string): string => tokens[light][name] ?? '';
  return {
    algorithm: theme.defaultAlgorithm,
    token: { ...coloursFrom(of), ...shape(tokens[light]), motion: !calm },
    components: componentsFrom(of),
  };
}

function coloursFrom(of: (name: string) => string): NonNullable<ThemeConfig['token']> {
  return {
    colorPrimary: of('teal'),
    colorPrimaryHover: of('ink'),
    colorPrimaryActive: of('ink'),
    colorLink: of('teal'),
    colorLinkHover: of('ink'),
    colorLinkActive: of('ink'),
    colorInfo: of('teal'),
    colorSuccess: of('teal'),
    colorWarning: of('ink'),
    colorError: of('ink'),
    colorErrorHover: of('ink'),
    colorErrorText: of('ink'),
    colorErrorBorderHover: of('ink'),
    colorText: of('ink'),
    colorTextHeading: of('ink'),
    colorTextSecondary: of('ink-soft'),
    colorTextTertiary: of('ink-soft'),
    colorTextDescription: of('ink-soft'),
    colorTextPlaceholder: of('ink-soft'),
    colorIcon: of('ink-soft'),
    colorTextBase: of('ink'),
    colorTextLightSolid: of('on-teal'),
    colorWhite: of('on-teal'),
    colorBgBase: of('paper'),
    colorBgLayout: of('paper'),
    colorBgContainer: of('surface'),
    colorBgElevated: of('surface'),
    colorBgContainerDisabled: of('paper'),
    colorBgSpotlight: of('ink'),
    colorBorder: of('edge'),
    colorBorderSecondary: of('hairline'),
    colorSplit: of('hairline'),
    controlItemBgActive: of('teal-wash'),
    controlItemBgActiveHover: of('teal-wash'),
    controlItemBgHover: of('teal-wash'),
    controlOutline: 'transparent',
  };
}

function shape(of: Tokens): NonNullable<ThemeConfig['token']> {
  const radius = Number.parseInt(of['radius'] ?? '8', 10);
  return {
    fontFamily: of['font'] ?? 'system-ui',
    fontFamilyCode: of['font'] ?? 'system-ui',
    fontSize: 14,
    lineHeight: 1.55,
    fontWeightStrong: 600,
    borderRadius: radius,
    borderRadiusLG: radius,
    borderRadiusSM: radius / 2,
    controlHeight: 36,
    boxShadow: of['shadow'] ?? 'none',
    boxShadowSecondary: '0 8px 24px rgb(0 0 0 / 14%)',
    wireframe: false,
    motionDurationSlow: '160ms',
    motionDurationMid: '140ms',
    motionDurationFast: '120ms',
  };
}

function componentsFrom(of: (name: string) => string): NonNullable<ThemeConfig['components']> {
  return {
    Button: { primaryShadow: 'none', defaultShadow: 'none', fontWeight: 400, primaryColor: of('on-teal') },
    Input: { activeShadow: 'none', errorActiveShadow: 'none' },
    Select: { optionSelectedBg: of('teal-wash'), optionSelectedFontWeight: 600 },
    Table: {
      headerBg: of('paper'),
      headerColor: of('ink-soft'),
      headerSplitColor: 'transparent',
      rowHoverBg: of('teal-wash'),
      cellPaddingBlock: 8,
      cellPaddingInline: 12,
      borderColor: of('hairline'),
    },
    Tooltip: { colorTextLightSolid: of('paper') },
    Tag: { defaultBg: of('paper'), defaultColor: of('ink') },
  };
}

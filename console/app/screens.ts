// Every screen of the desk. A module adds its folder with one import and one line; the order here is the order in the
// navigation.
import { auditScreens } from '../audit/screens.ts';
import { contactSettingsScreens } from '../contact-settings/screens.ts';
import { contactScreens } from '../contact/screens.ts';
import { directoryScreens } from '../directory/screens.ts';
import { followUpScreens } from '../follow-ups/screens.ts';
import { identityScreens } from '../identity/screens.ts';
import { knowledgeScreens } from '../knowledge/screens.ts';
import { registered, type Screen } from '../kit/screens.ts';
import { privacyScreens } from '../privacy/screens.ts';
import { accountScreens } from '../sign-in/screens.ts';
import { workforceScreens } from '../workforce/screens.ts';
import { homeScreens } from './home.ts';

export const screens: readonly Screen[] = [
  ...homeScreens,
  ...contactScreens,
  ...followUpScreens,
  ...knowledgeScreens,
  ...workforceScreens,
  ...directoryScreens,
  ...identityScreens,
  ...contactSettingsScreens,
  ...privacyScreens,
  ...auditScreens,
  ...accountScreens,
];

registered.set(screens);

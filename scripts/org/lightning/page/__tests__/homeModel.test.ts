import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ADMIN_USER_ID } from '../../../identity.ts';
import { testOrg } from '../../../testing/testOrg.ts';
import { widgetPackage } from '../../__tests__/fixtures.ts';
import { insightPackage } from '../../__tests__/insightFixtures.ts';
import { homePageModel } from '../homeModel.ts';

test('an app has the Home page that its override of the Home tab names, region by region', () => {
  const model = homePageModel(testOrg(insightPackage(widgetPackage())), ADMIN_USER_ID, 'Widgets');
  assert.equal(model?.name, 'Widget_Home');
  assert.equal(model.template, 'home:desktopTemplate');
  assert.deepEqual(
    model.regions.map(({ name, nodes }) => [name, ...nodes.map((node) => node.component)]),
    [
      ['top', 'desktopDashboards:embeddedDashboard'],
      ['bottomLeft', 'flexipage:filterListCard'],
      ['bottomRight', 'flexipage:reportChart'],
      ['sidebar', 'flexipage:richText']
    ]
  );
  assert.deepEqual(model.regions[0]?.nodes[0]?.properties, { dashboardName: 'Overview', hideOnError: 'true' });
});

test('an app without an override, or an unknown one, has no Home page', () => {
  const org = testOrg(widgetPackage());
  assert.equal(homePageModel(org, ADMIN_USER_ID, 'Widgets'), undefined);
  assert.equal(homePageModel(org, ADMIN_USER_ID, 'Nothing'), undefined);
});

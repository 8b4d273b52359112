import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { PageQuery } from '../platform/http/schemas.ts'
import type { Platform } from '../platform/platform.ts'
import { addDistrict } from './add-district.ts'
import { addSite } from './add-site.ts'
import {
  AddSite,
  ChangeOrganisation,
  ChangeSite,
  District,
  DistrictPage,
  DistrictParams,
  Organisation,
  Site,
  SitePage,
  SiteParams,
  WriteDistrict,
} from './administration-schemas.ts'
import { changeDistrict } from './change-district.ts'
import { changeOrganisation } from './change-organisation.ts'
import { changeSite } from './change-site.ts'
import { findDistricts } from './find-districts.ts'
import { findOrganisation } from './find-organisation.ts'
import { findSites } from './find-sites.ts'

/** The organisation, its districts and its sites: everybody in it reads them, administrators settle them. */
export const organisationRoutes: FastifyPluginAsyncTypebox<{ platform: Platform }> = async (
  app,
  { platform },
) => {
  const { db } = platform
  const config = { access: 'signed-in' } as const
  const tags = ['organisation']

  app.get(
    '/organisation',
    { config, schema: { tags, summary: 'My organisation', response: { 200: Organisation } } },
    ({ viewer }) => findOrganisation(db, viewer),
  )
  app.patch(
    '/organisation',
    {
      config,
      schema: {
        tags,
        summary: 'Settle what holds for the organisation',
        body: ChangeOrganisation,
        response: { 200: Organisation },
      },
    },
    ({ viewer, body }) => changeOrganisation(db, viewer, body),
  )
  app.get(
    '/districts',
    {
      config,
      schema: {
        tags,
        summary: 'The districts',
        querystring: Type.Object(PageQuery),
        response: { 200: DistrictPage },
      },
    },
    ({ viewer, query }) => findDistricts(db, viewer, query),
  )
  app.post(
    '/districts',
    { config, schema: { tags, summary: 'Add a district', body: WriteDistrict, response: { 201: District } } },
    async ({ viewer, body }, reply) => reply.code(201).send(await addDistrict(db, viewer, body)),
  )
  app.patch(
    '/districts/:districtId',
    {
      config,
      schema: {
        tags,
        summary: 'Rename a district',
        params: DistrictParams,
        body: WriteDistrict,
        response: { 200: District },
      },
    },
    ({ viewer, params, body }) => changeDistrict(db, viewer, params.districtId, body),
  )
  app.get(
    '/sites',
    {
      config,
      schema: {
        tags,
        summary: 'The sites',
        querystring: Type.Object(PageQuery),
        response: { 200: SitePage },
      },
    },
    ({ viewer, query }) => findSites(db, viewer, query),
  )
  app.post(
    '/sites',
    { config, schema: { tags, summary: 'Add a site', body: AddSite, response: { 201: Site } } },
    async ({ viewer, body }, reply) => reply.code(201).send(await addSite(db, viewer, body)),
  )
  app.patch(
    '/sites/:siteId',
    {
      config,
      schema: {
        tags,
        summary: 'Change a site',
        params: SiteParams,
        body: ChangeSite,
        response: { 200: Site },
      },
    },
    ({ viewer, params, body }) => changeSite(db, viewer, params.siteId, body),
  )
}

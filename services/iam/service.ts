// Binds what iam is made of.

import { iamService } from './definition.ts';
import { jobs, loops } from './jobs.ts';
import { acceptInvitation } from './operations/accept-invitation.ts';
import { beginSignIn } from './operations/begin-sign-in.ts';
import { changePassword } from './operations/change-password.ts';
import { completeLogin } from './operations/complete-login.ts';
import { completeSignIn } from './operations/complete-sign-in.ts';
import { confirmSession } from './operations/confirm-session.ts';
import { confirmTotp } from './operations/confirm-totp.ts';
import { deleteMe } from './operations/delete-me.ts';
import { exchangeIdToken } from './operations/exchange-id-token.ts';
import { exportPersonalData } from './operations/export-personal-data.ts';
import { getJwks } from './operations/get-jwks.ts';
import { getMe } from './operations/get-me.ts';
import { getMessage } from './operations/get-message.ts';
import { getUser } from './operations/get-user.ts';
import { getUsers } from './operations/get-users.ts';
import { grantRole } from './operations/grant-role.ts';
import { inviteUser } from './operations/invite-user.ts';
import { listAuditLog } from './operations/list-audit-log.ts';
import { listIdentities } from './operations/list-identities.ts';
import { listInvitations } from './operations/list-invitations.ts';
import { listProviders } from './operations/list-providers.ts';
import { listRoleHolders } from './operations/list-role-holders.ts';
import { listRoles } from './operations/list-roles.ts';
import { listSessions } from './operations/list-sessions.ts';
import { listUsers } from './operations/list-users.ts';
import { login } from './operations/login.ts';
import { logout } from './operations/logout.ts';
import { previewInvitation } from './operations/preview-invitation.ts';
import { reactivateUser } from './operations/reactivate-user.ts';
import { refreshSession } from './operations/refresh-session.ts';
import { register } from './operations/register.ts';
import { removeTotp } from './operations/remove-totp.ts';
import { replaceRecoveryCodes } from './operations/replace-recovery-codes.ts';
import { requestPasswordReset } from './operations/request-password-reset.ts';
import { resendVerification } from './operations/resend-verification.ts';
import { resetPassword } from './operations/reset-password.ts';
import { revokeInvitation } from './operations/revoke-invitation.ts';
import { revokeRole } from './operations/revoke-role.ts';
import { revokeSession } from './operations/revoke-session.ts';
import { revokeSessions } from './operations/revoke-sessions.ts';
import { setUpTotp } from './operations/set-up-totp.ts';
import { suspendUser } from './operations/suspend-user.ts';
import { unlinkIdentity } from './operations/unlink-identity.ts';
import { updateMe } from './operations/update-me.ts';
import { verifyAuditLog } from './operations/verify-audit-log.ts';
import { verifyEmail } from './operations/verify-email.ts';
import { seed } from './seed.ts';
import { start } from './start.ts';
import { subscriptions } from './subscriptions.ts';

export default iamService.build({
  operations: {
    exportPersonalData,
    register,
    resendVerification,
    verifyEmail,
    login,
    completeLogin,
    refreshSession,
    requestPasswordReset,
    resetPassword,
    listProviders,
    beginSignIn,
    completeSignIn,
    exchangeIdToken,
    previewInvitation,
    acceptInvitation,
    getMe,
    updateMe,
    deleteMe,
    changePassword,
    confirmSession,
    listSessions,
    logout,
    revokeSession,
    revokeSessions,
    setUpTotp,
    confirmTotp,
    removeTotp,
    replaceRecoveryCodes,
    listIdentities,
    unlinkIdentity,
    listUsers,
    getUser,
    suspendUser,
    reactivateUser,
    listRoles,
    listRoleHolders,
    grantRole,
    revokeRole,
    inviteUser,
    listInvitations,
    revokeInvitation,
    listAuditLog,
    verifyAuditLog,
    getJwks,
    getUsers,
    getMessage,
  },
  subscriptions,
  jobs,
  loops,
  seed,
  start,
});
